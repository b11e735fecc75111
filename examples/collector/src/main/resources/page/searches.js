// Saves searches, and tells their new events elsewhere.

import {ask} from "/api.js";
import {element} from "/dom.js";
import {choice, labelled, openForm} from "/forms.js";
import {say} from "/words.js";

const FIELDS = {none: "slack_url", slack: "slack_url", webhook: "webhook_url", email: "email"};
const ALL = 1;

/** The part of the form that says where new events are told; its fields() are those of the request. */
function alertPart(search) {
  const old = search.alert ?? "none";
  const kind = choice(Object.keys(FIELDS).map((one) => [one, say(`alert.${one}`)]), old);
  const address = element("input", {spellcheck: false, autocomplete: "off"});
  const addressField = labelled("", address);
  const paused = element("input", {type: "checkbox", checked: search.alert_paused ?? false});
  const pausedField = element("label.tick", {}, paused, element("span", {textContent: say("alertPause")}));
  const adapt = () => {
    const isKept = kind.value === old;
    addressField.hidden = kind.value === "none";
    pausedField.hidden = kind.value === "none";
    addressField.firstChild.textContent = say(kind.value === "email" ? "alertEmail" : "alertUrl");
    address.type = kind.value === "email" ? "text" : "url";
    address.required = kind.value !== "none" && !isKept;
    address.placeholder = isKept ? say("alertKept", search.alert_target ?? "") : "";
  };
  kind.addEventListener("change", adapt);
  adapt();
  const fields = () => {
    if (kind.value === "none") {
      return old === "none" ? {} : {[FIELDS.none]: ""};
    }
    const pause = {alert_paused: String(paused.checked)};
    return address.value === "" ? pause : {...pause, [FIELDS[kind.value]]: address.value};
  };
  return {parts: [labelled(say("alertKind"), kind), addressField, pausedField], fields};
}

/** Opens a form for a saved search, or for a new one of a query, and calls done() once something has changed. */
export function editSearch(search, groupId, groups, done) {
  const isNew = search.id === undefined;
  const name = element("input", {value: search.name ?? "", required: true, maxLength: 200});
  const query = element("input", {value: search.query, required: true, spellcheck: false});
  const group = choice(groups.map(({id, name: text}) => [id, text]), groupId || ALL);
  const alert = alertPart(search);
  const path = `/api/v1/searches/${search.id}`;
  const send = () => {
    const fields = {search: {name: name.value, query: query.value, group_id: group.value, ...alert.fields()}};
    return isNew ? ask("POST", "/api/v1/searches.json", fields) : ask("PUT", `${path}.json`, fields);
  };
  const buttons = isNew ? [] : [[say("delete"), () => ask("DELETE", `${path}.json`)]];
  if (!isNew && search.alert !== "none") {
    buttons.push([say("sendTest"), async (pressed) => {
      await ask("POST", `${path}/test.json`);
      pressed.textContent = say("testSent");
      return false;
    }]);
  }
  const parts = [
    labelled(say("searchName"), name), labelled(say("searchQuery"), query), labelled(say("searchGroup"), group),
    ...alert.parts,
  ];
  openForm(say(isNew ? "saveSearch" : "savedSearch"), parts, send, buttons, done);
}
