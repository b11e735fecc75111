// Jumps to a time that one enters or picks.

import {closeDialog, openDialog} from "/dialogs.js";
import {button, element} from "/dom.js";
import {say} from "/words.js";

const MINUTES_AGO = [5, 60, 360, 1440];

/** A time as an input of the browser wants it: local, to the second. */
function localText(millis) {
  return new Date(millis - new Date(millis).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** Asks for a time, and calls back with milliseconds since 1970. */
export function askForTime(begin, callback) {
  const input = element("input", {type: "datetime-local", step: 1, value: localText(begin), required: true});
  const go = (millis) => {
    closeDialog();
    callback(millis);
  };
  const form = element("form.line", {}, input, element("button.main", {type: "submit", textContent: say("go")}));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(new Date(input.value).getTime());
  });
  const ago = MINUTES_AGO.map((minutes) => button(say(`ago.${minutes}`), () => go(Date.now() - minutes * 60_000)));
  openDialog(say("jumpTo"), [form, element("p.line", {}, ...ago)]);
}
