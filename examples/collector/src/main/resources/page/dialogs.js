// The one dialog of the page, for keys, times and forms.

import {button, byId, element} from "/dom.js";
import {say} from "/words.js";

const dialog = byId("dialog");

/** Opens the dialog with a title, parts, and buttons at its end; it closes with Escape. */
export function openDialog(title, parts, buttons = []) {
  const actions = element("p.actions", {}, ...buttons, button(say("close"), closeDialog));
  dialog.replaceChildren(element("h2", {textContent: title}), ...parts, actions);
  if (!dialog.open) {
    dialog.showModal();
  }
}

export function closeDialog() {
  dialog.close();
}

export function isDialogOpen() {
  return dialog.open;
}
