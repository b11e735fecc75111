// What keys do.

import {element} from "/dom.js";
import {isDialogOpen, openDialog} from "/dialogs.js";
import {say} from "/words.js";

const HELP = [
  ["/", "search"], ["j k", "move"], ["␣", "pause"], ["g G", "ends"], ["c", "context"], ["s p", "system"],
  ["t", "jump"], ["d e", "dashboard"], ["Esc", "leave"], ["?", "help"],
];

export function showKeys() {
  const rows = HELP.map(([keys, meaning]) => element(
    "tr", {},
    element("td", {}, ...keys.split(" ").map((key) => element("kbd", {textContent: key}))),
    element("td", {textContent: say(`key.${meaning}`)}),
  ));
  openDialog(say("keys"), [element("table.keys", {}, ...rows)]);
}

function isTyping(target) {
  return target.closest("input, textarea, select") !== null;
}

/** Calls the action that a key has: actionOf(key) for a key as KeyboardEvent names it, or null. */
export function connectKeys(actionOf) {
  document.addEventListener("keydown", (event) => {
    const ignored = event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isDialogOpen();
    const pressesButton = event.key === " " && event.target.closest("button, a, summary") !== null;
    const action = ignored || isTyping(event.target) || pressesButton ? null : actionOf(event.key);
    if (action !== null) {
      event.preventDefault();
      action();
    }
  });
}
