// The dashboard: groups and systems, whether they speak, how much, and what was saved for them.

import {ask, get} from "/api.js";
import {linkTo} from "/address.js";
import {button, byId, element} from "/dom.js";
import {bars, icon} from "/graph.js";
import {editGroup} from "/groups.js";
import {askForMute, unmute} from "/mute.js";
import {editSearch} from "/searches.js";
import {count, formatAgo, formatBytes, formatNumber, formatTime, say} from "/words.js";

const PACE_MILLIS = 3000;
const MOST_SYSTEMS = 100;

const view = byId("dashboard-view");
const closed = new Set();
let timer = null;
let isOpen = false;
let shown = null;

function light({light: state}) {
  return element(`span.light.${state}`, {title: say(`light.${state}`), role: "img", "aria-label": say(`light.${state}`)});
}

function rate({rate: perMinute}) {
  const number = perMinute < 10 ? Math.round(perMinute * 10) / 10 : Math.round(perMinute);
  return say("perMinute", formatNumber(number));
}

function muteButton(system) {
  if (!system.muted) {
    return button(say("mute"), () => askForMute(system, refresh), {className: "quiet"});
  }
  const until = system.muted_until === 0 ? "" : say("mutedUntil", formatTime(system.muted_until));
  return button(say("unmute"), () => unmute(system, refresh), {className: "quiet", title: until});
}

function systemRow(system, time) {
  const name = element("a", {href: linkTo({system: system.name})}, element("bdi", {textContent: system.name}));
  return element(
    "tr", {className: system.muted ? "muted" : "", data: {system: system.name}},
    element("td", {}, light(system)),
    element("td.name", {}, name),
    element("td", {textContent: formatAgo(time - system.last_seen), title: formatTime(system.last_seen)}),
    element("td.number", {textContent: rate(system)}),
    element("td", {}, bars(system.minutes, "spark")),
    element("td", {}, muteButton(system)),
  );
}

function searchChip(search, group, groups) {
  const alerts = search.alert !== "none";
  const link = element("a", {
    href: linkTo({q: search.query, group: group.id}), title: search.query,
    textContent: search.name,
  });
  const edit = button("", () => editSearch(search, group.id, groups, refresh), {
    title: alerts ? say(search.alert_paused ? "alertPaused" : "alertOn") : say("edit"),
    "aria-label": say("editSearch", search.name),
    className: search.alert_paused ? "paused" : "",
  });
  edit.append(icon(alerts ? "bell" : "pencil"));
  return element("li.chip", {}, link, edit);
}

function card(group, {groups, systems, time}) {
  const members = systems.filter((system) => group.systems.includes(system.id));
  members.sort((a, b) => Number(a.muted) - Number(b.muted) || b.last_seen - a.last_seen);
  const few = members.slice(0, MOST_SYSTEMS);
  const more = members.length - few.length;
  const details = element("details.card", {open: !closed.has(group.id), data: {group: group.id}});
  details.addEventListener("toggle", () => details.open ? closed.delete(group.id) : closed.add(group.id));
  details.append(
    element(
      "summary", {},
      light(group),
      element("a.title", {href: linkTo({group: group.id}), textContent: group.name}),
      element("span.quiet", {textContent: `${count(members.length, "system")} · ${rate(group)}`}),
      bars(group.hours, "graph"),
      button(say("edit"), (click) => {
        click.preventDefault();
        editGroup(group, systems, refresh);
      }, {className: "quiet"}),
    ),
    element("ul.chips", {hidden: group.searches.length === 0}, ...group.searches.map((search) => searchChip(search, group, groups))),
    element("table", {}, element("tbody", {}, ...few.map((system) => systemRow(system, time)))),
    element("p.quiet", {textContent: say("moreSystems", formatNumber(more)), hidden: more === 0}),
    element("p.quiet", {textContent: say("noSystems"), hidden: members.length > 0}),
  );
  return details;
}

function usage({month_bytes: used, plan_bytes: plan}) {
  const text = element("span", {textContent: say("usage", formatBytes(used), formatBytes(plan))});
  return element("p.usage", {}, text, element("meter", {min: 0, max: plan, value: Math.min(used, plan), high: plan * 0.9}));
}

/** Systems that were turned away, as --unknown-systems refuse has it; each can be let in. */
function refusedCard(refused, time) {
  const rows = refused.map((system) => element(
    "tr", {data: {system: system.name}},
    element("td.name", {}, element("bdi", {textContent: system.name})),
    element("td", {textContent: system.sender}),
    element("td", {textContent: formatAgo(time - system.last_seen), title: formatTime(system.last_seen)}),
    element("td.number", {textContent: count(system.events, "event")}),
    element("td", {}, button(say("letIn"), async () => {
      await ask("POST", "/page/accept", {system: system.name});
      refresh();
    }, {className: "quiet"})),
  ));
  return element(
    "section.card", {hidden: refused.length === 0},
    element("p", {textContent: say("refusedSystems")}), element("table", {}, element("tbody", {}, ...rows)),
  );
}

function show(dashboard) {
  const focused = document.activeElement?.closest("[data-system], [data-group]");
  const index = focused === null || focused === undefined ? -1 : [...focused.querySelectorAll("a, button")].indexOf(document.activeElement);
  view.replaceChildren(
    element(
      "div.head", {},
      usage(dashboard.usage),
      button(say("newGroup"), () => editGroup(null, dashboard.systems, refresh)),
    ),
    refusedCard(dashboard.refused, dashboard.time),
    ...dashboard.groups.map((group) => card(group, dashboard)),
  );
  if (index >= 0) {
    const {system, group} = focused.dataset;
    const again = [...view.querySelectorAll("[data-system], [data-group]")]
      .find((one) => one.dataset.system === system && one.dataset.group === group);
    again?.querySelectorAll("a, button")[index]?.focus();
  }
}

async function refresh() {
  clearTimeout(timer);
  try {
    const dashboard = await get("/page/dashboard");
    const text = JSON.stringify(dashboard);
    // What has not changed is left alone, and so is what somebody is about to press.
    if (isOpen && text !== shown && view.querySelector(":active") === null) {
      shown = text;
      show(dashboard);
    }
  } catch {
    view.dataset.state = "lost";
  }
  if (isOpen) {
    timer = setTimeout(refresh, PACE_MILLIS);
  }
}

export function openDashboard() {
  isOpen = true;
  shown = null;
  view.hidden = false;
  refresh();
}

export function closeDashboard() {
  isOpen = false;
  clearTimeout(timer);
  view.hidden = true;
  view.replaceChildren();
}
