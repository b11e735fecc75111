// Shows the stream of /events. Text of events goes into the page through textContent alone.

import {count, eventRow, gapRow} from "/rows.js";
import {connectSearch} from "/search.js";

const MAX_ROWS = 1000;
const FOLLOW_DISTANCE_PX = 40;

const list = document.getElementById("events");
const empty = document.getElementById("empty");
const status = document.getElementById("status");
const nomatch = document.getElementById("nomatch");
const filter = document.getElementById("filter");
const pause = document.getElementById("pause");
const follow = document.getElementById("follow");

let waiting = [];
let waitingLost = 0;
let paused = false;
let following = true;
let run = null;
let total = 0;
let missed = 0;
let connection = "connecting";
let frameRequested = false;
let searching = false;

function applyFilter(row) {
  const wanted = searching ? "" : filter.value.toLowerCase();
  const text = row.dataset.text;
  row.hidden = wanted !== "" && text !== undefined && !text.includes(wanted);
}

function showStatus() {
  const words = {connecting: "connecting", live: "live", lost: "collector not reachable, trying again", full: "full"};
  const received = total === 0 ? "" : ` · ${count(total, "event")} received`;
  status.dataset.state = connection;
  const lost = missed === 0 ? "" : ` · ${missed.toLocaleString("en")} never shown`;
  status.textContent = words[connection] + received + lost;
  status.title = missed === 0 ? "" : "Events that came too fast, or while the page was paused, for the last 1,000 to hold them";
  const held = waiting.length + waitingLost;
  pause.textContent = paused ? (held === 0 ? "Resume" : `Resume (${held.toLocaleString("en")})`) : "Pause";
  pause.setAttribute("aria-pressed", String(paused));
  follow.hidden = following || searching;
}

function show() {
  frameRequested = false;
  if (!paused && waiting.length > 0) {
    const fragment = document.createDocumentFragment();
    if (waitingLost > 0) {
      fragment.append(gapRow(`${count(waitingLost, "older event")} not shown`));
    }
    waiting.forEach((entry) => {
      if (entry.restart) {
        list.replaceChildren();
        fragment.replaceChildren();
        return;
      }
      const row = entry.gap === undefined ? eventRow(entry) : gapRow(entry.gap);
      applyFilter(row);
      fragment.append(row);
    });
    waiting = [];
    waitingLost = 0;
    list.append(fragment);
    while (list.childElementCount > MAX_ROWS) {
      list.firstElementChild.remove();
    }
    if (following && !searching) {
      window.scrollTo(0, document.documentElement.scrollHeight);
    }
  }
  showEmptiness();
  showStatus();
}

function showEmptiness() {
  const rows = list.childElementCount > 0;
  empty.hidden = rows || searching;
  nomatch.hidden = searching || !rows || list.querySelector(".event:not([hidden])") !== null;
}

function requestShow() {
  if (!frameRequested) {
    frameRequested = true;
    requestAnimationFrame(show);
  }
}

function add(entries) {
  waiting.push(...entries);
  const excess = waiting.length - MAX_ROWS;
  if (excess > 0) {
    waiting.splice(0, excess);
    waitingLost += excess;
    missed += excess;
  }
  requestShow();
}

const source = new EventSource("/events");

source.addEventListener("open", () => {
  connection = "live";
  requestShow();
});

source.addEventListener("error", () => {
  if (connection !== "full") {
    connection = "lost";
  }
  requestShow();
});

source.addEventListener("run", (message) => {
  if (run !== null && run !== message.data) {
    add([{restart: true}, {gap: "The collector was started anew."}]);
  }
  run = message.data;
});

source.addEventListener("full", (message) => {
  source.close();
  connection = "full";
  add([{gap: message.data}]);
});

source.addEventListener("events", (message) => {
  const batch = JSON.parse(message.data);
  total = batch.total;
  missed += batch.skipped;
  const gap = batch.skipped > 0 ? [{gap: `${count(batch.skipped, "event")} came too fast to be shown`}] : [];
  add([...gap, ...batch.events]);
});

filter.addEventListener("input", () => {
  for (const row of list.children) {
    applyFilter(row);
  }
  showEmptiness();
  if (following) {
    window.scrollTo(0, document.documentElement.scrollHeight);
  }
});

pause.addEventListener("click", () => {
  paused = !paused;
  requestShow();
});

follow.addEventListener("click", () => {
  following = true;
  window.scrollTo(0, document.documentElement.scrollHeight);
  requestShow();
});

window.addEventListener("scroll", () => {
  const page = document.documentElement;
  following = page.scrollHeight - page.clientHeight - window.scrollY < FOLLOW_DISTANCE_PX;
  requestShow();
}, {passive: true});

connectSearch((isSearching) => {
  searching = isSearching;
  list.hidden = searching;
  pause.hidden = searching;
  for (const row of list.children) {
    applyFilter(row);
  }
  requestShow();
  if (!searching && following) {
    window.scrollTo(0, document.documentElement.scrollHeight);
  }
});
