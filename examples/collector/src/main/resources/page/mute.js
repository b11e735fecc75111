// Mutes systems and lets them speak again.

import {ask} from "/api.js";
import {closeDialog, openDialog} from "/dialogs.js";
import {button, element} from "/dom.js";
import {say} from "/words.js";

const MINUTES = [60, 480, 1440];

/** Asks for how long, and calls done() once the system is muted. */
export function askForMute(system, done) {
  const mute = async (minutes) => {
    await ask("POST", "/page/mute", minutes === null ? {system: system.name} : {system: system.name, minutes});
    closeDialog();
    done();
  };
  const choices = [...MINUTES.map((minutes) => button(say(`mute.${minutes}`), () => mute(minutes))), button(say("muteForGood"), () => mute(null))];
  openDialog(say("muteTitle", system.name), [element("p", {textContent: say("muteText")}), element("p.line", {}, ...choices)]);
}

export async function unmute(system, done) {
  await ask("POST", "/page/unmute", {system: system.name});
  done();
}
