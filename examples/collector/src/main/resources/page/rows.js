// Rows of the page. What an event says goes into them as text alone.

import {coloured, paint, visible} from "/ansi.js";
import {get} from "/api.js";
import {button, element} from "/dom.js";
import {places} from "/marks.js";
import {count, formatTime, say} from "/words.js";

const LONGEST_SHOWN = 1500;
const MOST_LINES = 30;

/** Appends text to an element, with the words that were searched for marked. */
function appendMarked(target, parts, wanted) {
  const found = places(parts.map((part) => part.text).join(""), wanted);
  let offset = 0;
  let next = 0;
  for (const part of parts) {
    const end = offset + part.text.length;
    const pieces = [];
    let at = offset;
    while (at < end) {
      while (next < found.length && found[next][1] <= at) {
        next++;
      }
      const mark = next < found.length ? found[next] : [end, end];
      const isMarked = mark[0] <= at;
      const until = Math.min(end, isMarked ? mark[1] : mark[0]);
      const piece = part.text.slice(at - offset, until - offset);
      pieces.push(isMarked ? element("mark", {textContent: piece}) : piece);
      at = until;
    }
    if (Object.keys(part.style).length === 0) {
      target.append(...pieces);
    } else {
      const span = element("span", {}, ...pieces);
      paint(span, part.style);
      target.append(span);
    }
    offset = end;
  }
}

function name(className, text, shown, wanted) {
  const cell = element(`bdi.${className}`, {title: visible(shown), data: {name: text}});
  appendMarked(cell, [{text: visible(shown), style: {}}], wanted);
  return cell;
}

/** The beginning of a long text: its first lines, or its first characters. */
function beginning(text) {
  const lines = text.split("\n", MOST_LINES + 1);
  const few = lines.length > MOST_LINES ? lines.slice(0, MOST_LINES).join("\n") : text;
  return few.length > LONGEST_SHOWN ? few.slice(0, LONGEST_SHOWN) : few;
}

async function wholeText(event) {
  if (event.message.length === event.length) {
    return event.message;
  }
  return (await get(`/page/event?id=${event.id}`)).message;
}

function fill(cell, event, text, wanted) {
  cell.replaceChildren();
  appendMarked(cell, coloured(text), wanted);
  if (text.length < event.length) {
    const more = button(say("showAll", count(event.length, "character")), async () => {
      try {
        fill(cell, event, await wholeText(event), wanted);
      } catch {
        more.textContent = say("showAllFailed");
      }
    });
    more.className = "more";
    cell.append(" ", more);
  }
}

/** A row of an event, with marks on what it was found by. */
export function eventRow(event, wanted) {
  const time = element("time", {textContent: formatTime(event.time)});
  time.title = say("times", new Date(event.time).toISOString(), new Date(event.received).toISOString());
  const program = event.process ? `${event.program}[${event.process}]` : event.program;
  const message = element("bdi.message");
  fill(message, event, beginning(event.message), wanted.message);
  return element(
    `li.event.${event.severity}`,
    {data: {id: event.id, severity: event.severity}},
    time,
    name("host", event.host, event.host, wanted.host),
    name("program", event.program, program, wanted.program),
    message,
  );
}
