// Makes and changes groups: by a wildcard, or system by system.

import {ask} from "/api.js";
import {element} from "/dom.js";
import {labelled, openForm} from "/forms.js";
import {say} from "/words.js";

const MOST_SYSTEMS = 500;
const ALL = 1;

function tick(system, group) {
  const joined = group?.hosts.some((host) => host.toLowerCase() === system.name.toLowerCase()) ?? false;
  const box = element("input", {type: "checkbox", checked: joined, data: {id: system.id, joined: String(joined)}});
  return element("label.tick", {}, box, element("bdi", {textContent: system.name}));
}

async function moveSystems(list, id) {
  for (const box of list.querySelectorAll("input")) {
    if (box.dataset.joined !== String(box.checked)) {
      await ask("POST", `/api/v1/systems/${box.dataset.id}/${box.checked ? "join" : "leave"}.json`, {group_id: id});
    }
  }
}

/** Opens a form for a group, or for a new one, and calls done() once something has changed. */
export function editGroup(group, systems, done) {
  const name = element("input", {value: group?.name ?? "", required: true, maxLength: 200});
  const wildcard = element("input", {value: group?.system_wildcard ?? "", placeholder: "web-*, db-*", spellcheck: false});
  const byName = [...systems].sort((a, b) => a.name.localeCompare(b.name)).slice(0, MOST_SYSTEMS);
  const list = element("div.ticks", {}, ...byName.map((system) => tick(system, group)));
  const isAll = group?.id === ALL;
  const send = async () => {
    const fields = {group: {name: name.value, system_wildcard: wildcard.value}};
    const {id} = group === null
      ? await ask("POST", "/api/v1/groups.json", fields)
      : await ask("PUT", `/api/v1/groups/${group.id}.json`, fields);
    await moveSystems(list, id);
  };
  const remove = [say("delete"), () => ask("DELETE", `/api/v1/groups/${group.id}.json`)];
  const parts = [labelled(say("groupName"), name)];
  if (!isAll) {
    parts.push(labelled(say("groupWildcard"), wildcard), element("p.quiet", {textContent: say("groupByHand")}), list);
  }
  openForm(group === null ? say("newGroup") : group.name, parts, send, group === null || isAll ? [] : [remove], done);
}
