// The search box: it searches as one types, explains the query, and points at a mistake.

import {byId, element} from "/dom.js";
import {sayMistake} from "/words.js";

const TYPING_MILLIS = 250;

const form = byId("search");
const input = byId("query");
const explanation = byId("explanation");
const save = byId("save");

/** What is searched for when a part is added to a query. */
export function narrowed(query, part) {
  const isAlternative = /(^|[\s()"'])OR($|[\s()"'])/.test(query);
  return [isAlternative ? `(${query})` : query, part].filter((text) => text !== "").join(" ");
}

/** Calls changed(query) while one types, and entered(query) once one has pressed Enter. */
export function connectSearchbox({changed, entered, systemEnded, saved}) {
  let timer = null;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => changed(input.value.trim()), TYPING_MILLIS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    entered(input.value.trim());
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      if (input.value === "") {
        input.blur();
      } else {
        clearTimeout(timer);
        input.value = "";
        changed("");
      }
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      input.blur();
    }
  });
  byId("scope-end").addEventListener("click", systemEnded);
  save.addEventListener("click", saved);
}

export function focusSearchbox() {
  input.focus();
  input.select();
}

/** Shows a place's query and scope, unless that is being typed. */
export function fillSearchbox({q}, scope) {
  if (input.value.trim() !== q) {
    input.value = q;
  }
  byId("scope").hidden = scope === "";
  byId("scope-name").textContent = scope;
  save.hidden = q === "";
  if (q === "") {
    explanation.replaceChildren();
  }
}

/** Shows what the collector understood. */
export function explain(query, {explanation: words, mistake}) {
  explanation.classList.toggle("mistaken", mistake !== null);
  if (mistake === null) {
    explanation.textContent = query === "" ? "" : words;
    return;
  }
  const {position, message} = mistake;
  const mark = element("mark", {textContent: query.slice(position, position + 1) || "▮"});
  explanation.replaceChildren(query.slice(0, position), mark, query.slice(position + 1), ` — ${sayMistake(message)}`);
}
