// Rows of the page. Text of events goes into them through textContent alone.

const times = new Intl.DateTimeFormat("en-GB", {
  month: "short", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false,
});

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

export function eventRow(event) {
  const row = document.createElement("li");
  row.className = `event ${event.severity}`;
  const time = span("time", timeText(event.time));
  const received = new Date(event.received).toISOString();
  time.title = `${new Date(event.time).toISOString()}, received ${received}`;
  const host = span("host", event.host);
  host.title = event.host;
  host.dataset.name = event.host;
  const program = span("program", event.process ? `${event.program}[${event.process}]` : event.program);
  program.dataset.name = event.program;
  program.title = `${program.textContent} ${event.severity}`;
  row.append(time, host, program, span("message", event.message));
  row.dataset.text = `${event.host} ${program.textContent} ${event.message}`.toLowerCase();
  return row;
}

export function gapRow(text) {
  const row = document.createElement("li");
  row.className = "gap";
  row.textContent = text;
  return row;
}

export function count(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
