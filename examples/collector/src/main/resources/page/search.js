// Searches what the collector has stored. The query stands in the address behind #q=, so that it can be kept and sent.

import {eventRow, gapRow} from "/rows.js";

const PREFIX = "#q=";

const input = document.getElementById("filter");
const section = document.getElementById("search");
const explanation = document.getElementById("explanation");
const older = document.getElementById("older");
const results = document.getElementById("results");
const lists = [results, document.getElementById("events")];

let query = null;
let oldest = null;
let tell = () => {};

function show(parts) {
  explanation.replaceChildren(...parts);
}

function emphasized(text) {
  const element = document.createElement("mark");
  element.textContent = text;
  return element;
}

function explain(answer) {
  if (answer.mistake === null) {
    show([answer.explanation]);
    return;
  }
  const {position, message} = answer.mistake;
  const at = query.slice(position, position + 1) || "▮";
  show([query.slice(0, position), emphasized(at), query.slice(position + 1), ` — ${message}`]);
}

async function load(before) {
  const asked = query;
  const parameters = new URLSearchParams({q: asked});
  if (before !== null) {
    parameters.set("before", before);
  }
  older.disabled = true;
  let answer;
  try {
    const response = await fetch(`/search?${parameters}`);
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    answer = await response.json();
  } catch (failure) {
    if (asked === query) {
      show([`The search failed (${failure.message}); press Enter to try again.`]);
    }
    return;
  } finally {
    older.disabled = false;
  }
  if (asked !== query) {
    return;
  }
  explain(answer);
  const page = document.documentElement;
  const fromEnd = page.scrollHeight - window.scrollY;
  results.prepend(...answer.events.map(eventRow));
  if (before === null && answer.events.length === 0 && answer.mistake === null) {
    results.append(gapRow("No event matches."));
  }
  oldest = answer.events.length > 0 ? answer.events[0].id : oldest;
  older.hidden = answer.complete || answer.events.length === 0;
  window.scrollTo(0, before === null ? page.scrollHeight : page.scrollHeight - fromEnd);
}

function open(text) {
  query = text;
  input.value = text;
  results.replaceChildren();
  older.hidden = true;
  section.hidden = false;
  explanation.hidden = false;
  show(["…"]);
  tell(true);
  load(null);
}

function close() {
  query = null;
  section.hidden = true;
  explanation.hidden = true;
  results.replaceChildren();
  tell(false);
}

function followAddress() {
  if (!location.hash.startsWith(PREFIX)) {
    if (query !== null) {
      close();
    }
    return;
  }
  let text;
  try {
    text = decodeURIComponent(location.hash.slice(PREFIX.length));
  } catch {
    return;
  }
  if (text !== query) {
    open(text);
  }
}

function go(text) {
  const hash = PREFIX + encodeURIComponent(text);
  if (location.hash === hash) {
    open(text);
  } else {
    location.hash = hash;
  }
}

function leave() {
  history.pushState(null, "", location.pathname);
  followAddress();
}

/** Calls back with whether a search is shown instead of the live events. */
export function connectSearch(callback) {
  tell = callback;
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      input.value.trim() === "" ? leave() : go(input.value.trim());
    } else if (event.key === "Escape" && query !== null) {
      event.preventDefault();
      input.value = "";
      leave();
    }
  });
  input.addEventListener("search", () => {
    if (input.value === "" && query !== null) {
      leave();
    }
  });
  older.addEventListener("click", () => load(oldest));
  for (const list of lists) {
    list.addEventListener("click", (event) => {
      const cell = event.target;
      if (cell.className === "host" || cell.className === "program") {
        const field = cell.className === "host" ? "sender" : "program";
        const name = cell.dataset.name.replaceAll('"', " ");
        const narrower = `${field}:"${name}"`;
        go(query === null || query === "" ? narrower : `(${query}) ${narrower}`);
      }
    });
  }
  window.addEventListener("hashchange", followAddress);
  window.addEventListener("popstate", followAddress);
  followAddress();
}
