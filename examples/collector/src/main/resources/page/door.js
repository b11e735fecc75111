// The forms before the page: choosing the password at the first start, and logging in.

import {ask, get} from "/api.js";
import {byId, element} from "/dom.js";
import {say} from "/words.js";

const SHORTEST_PASSWORD = 8;
const RETRY_MILLIS = 3000;

const door = byId("door");

function reason(refused) {
  switch (refused.status) {
    case 401: return say("wrongPassword");
    case 403: return say("wrongCode");
    case 429: return say("tooManyTries", refused.seconds);
    default: return refused.message || say("lost");
  }
}

function field(label, properties) {
  const input = element("input", {required: true, ...properties});
  return [element("label", {}, element("span", {textContent: label}), input), input];
}

function passwordField(label, autocomplete) {
  return field(label, {type: "password", autocomplete, minLength: autocomplete === "new-password" ? SHORTEST_PASSWORD : 1});
}

/** Shows a form; it is gone once what it sends has been taken. */
function showForm(title, text, fields, send, action) {
  const mistake = element("p.mistake", {role: "alert"});
  const submit = element("button.main", {type: "submit", textContent: action});
  const form = element(
    "form.card", {},
    element("h2", {textContent: title}), element("p", {textContent: text}), ...fields, mistake, submit,
  );
  door.replaceChildren(form);
  door.hidden = false;
  form.querySelector("input:not([value]), input").focus();
  return new Promise((resolve) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      submit.disabled = true;
      mistake.textContent = "";
      try {
        await send();
        door.hidden = true;
        door.replaceChildren();
        resolve();
      } catch (refused) {
        mistake.textContent = reason(refused);
      } finally {
        submit.disabled = false;
      }
    });
  });
}

async function setUp() {
  const given = new URLSearchParams(location.hash.slice(1)).get("setup") ?? "";
  const [codeLabel, code] = field(say("setupCode"), {value: given, autocomplete: "off", spellcheck: false});
  const [firstLabel, first] = passwordField(say("newPassword"), "new-password");
  const [secondLabel, second] = passwordField(say("passwordAgain"), "new-password");
  const compare = () => second.setCustomValidity(second.value === first.value ? "" : say("passwordsDiffer"));
  first.addEventListener("input", compare);
  second.addEventListener("input", compare);
  codeLabel.hidden = given !== "";
  const send = async () => {
    try {
      await ask("POST", "/page/setup", {code: code.value, password: first.value});
    } catch (refused) {
      codeLabel.hidden = codeLabel.hidden && refused.status !== 403;
      throw refused;
    }
  };
  await showForm(say("setupTitle"), say("setupText"), [codeLabel, firstLabel, secondLabel], send, say("setupAction"));
  history.replaceState(null, "", location.pathname);
}

async function logIn() {
  const [label, password] = passwordField(say("password"), "current-password");
  const send = () => ask("POST", "/page/login", {password: password.value});
  await showForm(say("loginTitle"), say("loginText"), [label], send, say("loginAction"));
}

/** Asks who is there until the collector answers. */
async function session() {
  for (;;) {
    try {
      return await get("/page/session");
    } catch {
      door.hidden = false;
      door.textContent = say("lost");
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLIS));
      door.hidden = true;
    }
  }
}

/** Returns once whoever looks at the page may; says whether there is anything to log out from. */
export async function enter() {
  const {state, login} = await session();
  if (state === "setup") {
    await setUp();
  } else if (state === "login") {
    await logIn();
  }
  return login;
}
