// Saves searches, and tells their new events elsewhere.

import {ask} from "/api.js";
import {element} from "/dom.js";
import {choice, labelled, openForm} from "/forms.js";
import {say} from "/words.js";

const KINDS = ["none", "slack", "webhook"];
const ALL = 1;

/** Opens a form for a saved search, or for a new one of a query, and calls done() once something has changed. */
export function editSearch(search, groupId, groups, done) {
  const name = element("input", {value: search.name ?? "", required: true, maxLength: 200});
  const query = element("input", {value: search.query, required: true, spellcheck: false});
  const group = choice(groups.map(({id, name: text}) => [id, text]), groupId || ALL);
  const kind = choice(KINDS.map((one) => [one, say(`alert.${one}`)]), search.alert ?? "none");
  const url = element("input", {type: "url", spellcheck: false, autocomplete: "off"});
  const urlField = labelled(say("alertUrl"), url);
  const showUrl = () => {
    urlField.hidden = kind.value === "none";
    const isKept = kind.value === search.alert;
    url.required = kind.value !== "none" && !isKept;
    url.placeholder = isKept ? say("alertUrlKept") : "";
  };
  kind.addEventListener("change", showUrl);
  showUrl();
  const fields = () => {
    const all = {name: name.value, query: query.value, group_id: group.value};
    if (kind.value === "none") {
      return {...all, slack_url: ""};
    }
    return url.value === "" ? all : {...all, [`${kind.value}_url`]: url.value};
  };
  const send = () => search.id === undefined
    ? ask("POST", "/api/v1/searches.json", {search: fields()})
    : ask("PUT", `/api/v1/searches/${search.id}.json`, {search: fields()});
  const buttons = search.id === undefined ? [] : [[say("delete"), () => ask("DELETE", `/api/v1/searches/${search.id}.json`)]];
  openForm(
    say(search.id === undefined ? "saveSearch" : "savedSearch"),
    [labelled(say("searchName"), name), labelled(say("searchQuery"), query), labelled(say("searchGroup"), group),
      labelled(say("alertKind"), kind), urlField],
    send, buttons, done,
  );
}
