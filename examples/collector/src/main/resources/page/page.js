// Shows the stream of /events. Text of events goes into the page through textContent alone.

const MAX_ROWS = 1000;
const FOLLOW_DISTANCE_PX = 40;

const list = document.getElementById("events");
const empty = document.getElementById("empty");
const status = document.getElementById("status");
const nomatch = document.getElementById("nomatch");
const filter = document.getElementById("filter");
const pause = document.getElementById("pause");
const follow = document.getElementById("follow");

const times = new Intl.DateTimeFormat("en-GB", {
  month: "short", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false,
});

let waiting = [];
let waitingLost = 0;
let paused = false;
let following = true;
let run = null;
let total = 0;
let missed = 0;
let connection = "connecting";
let frameRequested = false;

function span(className, text) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}

function timeText(millis) {
  const parts = Object.fromEntries(times.formatToParts(millis).map((part) => [part.type, part.value]));
  return `${parts.month} ${parts.day} ${parts.hour}:${parts.minute}:${parts.second}`;
}

function eventRow(event) {
  const row = document.createElement("li");
  row.className = `event ${event.severity}`;
  const time = span("time", timeText(event.time));
  const received = new Date(event.received).toISOString();
  time.title = `${new Date(event.time).toISOString()}, received ${received}`;
  const host = span("host", event.host);
  host.title = event.host;
  const program = span("program", event.process ? `${event.program}[${event.process}]` : event.program);
  program.title = `${program.textContent} ${event.severity}`;
  row.append(time, host, program, span("message", event.message));
  row.dataset.text = `${event.host} ${program.textContent} ${event.message}`.toLowerCase();
  return row;
}

function gapRow(text) {
  const row = document.createElement("li");
  row.className = "gap";
  row.textContent = text;
  return row;
}

function applyFilter(row) {
  const wanted = filter.value.toLowerCase();
  const text = row.dataset.text;
  row.hidden = wanted !== "" && text !== undefined && !text.includes(wanted);
}

function count(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
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
  follow.hidden = following;
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
    if (following) {
      window.scrollTo(0, document.documentElement.scrollHeight);
    }
  }
  showEmptiness();
  showStatus();
}

function showEmptiness() {
  const rows = list.childElementCount > 0;
  empty.hidden = rows;
  nomatch.hidden = !rows || list.querySelector(".event:not([hidden])") !== null;
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
