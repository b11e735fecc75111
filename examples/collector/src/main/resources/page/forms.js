// Forms in the dialog.

import {closeDialog, openDialog} from "/dialogs.js";
import {element} from "/dom.js";
import {say} from "/words.js";

/** A labelled input, select or the like. */
export function labelled(text, input) {
  return element("label.field", {}, element("span", {textContent: text}), input);
}

export function choice(options, chosen) {
  const select = element("select", {}, ...options.map(([value, text]) => element("option", {value, textContent: text})));
  select.value = chosen;
  return select;
}

/**
 * Opens a form in the dialog. It closes once send() is through, and shows what send() throws; buttons are further
 * actions, as [text, action], of which the same holds, but for one that returns false. done() is called after each.
 */
export function openForm(title, parts, send, buttons, done) {
  const mistake = element("p.mistake", {role: "alert"});
  const run = async (action) => {
    mistake.textContent = "";
    try {
      if (await action() !== false) {
        closeDialog();
      }
      done();
    } catch (refused) {
      mistake.textContent = refused.message || say("lost");
    }
  };
  const save = element("button.main", {type: "submit", textContent: say("save")});
  const form = element("form", {id: "form"}, ...parts, mistake);
  save.setAttribute("form", "form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(send);
  });
  const more = buttons.map(([text, action]) => {
    const made = element("button", {type: "button", textContent: text});
    made.addEventListener("click", () => run(() => action(made)));
    return made;
  });
  openDialog(title, [form], [...more, save]);
  form.querySelector("input, select")?.focus();
}
