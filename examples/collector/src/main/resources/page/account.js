// Changes the password, and makes and revokes tokens of the API.

import {ask, get} from "/api.js";
import {closeDialog, openDialog} from "/dialogs.js";
import {button, element} from "/dom.js";
import {labelled, openForm} from "/forms.js";
import {formatTime, say} from "/words.js";

const SHORTEST_PASSWORD = 8;

function passwordInput(autocomplete, minLength) {
  return element("input", {type: "password", autocomplete, minLength, required: true});
}

export function changePassword() {
  const old = passwordInput("current-password", 1);
  const password = passwordInput("new-password", SHORTEST_PASSWORD);
  const send = () => ask("POST", "/page/password", {old: old.value, password: password.value});
  const parts = [labelled(say("password"), old), labelled(say("newPassword"), password)];
  openForm(say("changePassword"), [...parts, element("p.quiet", {textContent: say("changePasswordText")})], send, [], () => {});
}

function tokenRow({id, name, made}) {
  const revoke = button(say("revoke"), async () => {
    await ask("DELETE", `/page/tokens/${id}`);
    showTokens();
  }, {className: "quiet"});
  return element(
    "tr", {},
    element("td.name", {}, element("bdi", {textContent: name})),
    element("td", {textContent: formatTime(made)}),
    element("td", {}, revoke),
  );
}

/** Lists the tokens; one that was just made is shown this once. */
export async function showTokens(token = null) {
  const tokens = await get("/page/tokens");
  const name = element("input", {required: true, maxLength: 100, placeholder: say("tokenName")});
  const form = element("form.line", {}, name, element("button", {type: "submit", textContent: say("makeToken")}));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    showTokens((await ask("POST", "/page/tokens", {name: name.value})).token);
  });
  const parts = [
    element("p.quiet", {textContent: say("tokensText")}),
    element("table.tokens", {}, element("tbody", {}, ...tokens.map(tokenRow))),
    form,
  ];
  if (token !== null) {
    parts.push(element("p", {textContent: say("tokenMade")}), element("code.token", {textContent: token}));
  }
  closeDialog();
  openDialog(say("tokens"), parts);
}
