// The page as a whole: its views, and what buttons and keys do.

import {changePassword, showTokens} from "/account.js";
import {ask, get} from "/api.js";
import {goTo, linkTo, noteAddress, onAddress, readAddress} from "/address.js";
import {button, byId, element} from "/dom.js";
import {closeDashboard, openDashboard} from "/dashboard.js";
import {openDialog} from "/dialogs.js";
import {enter} from "/door.js";
import {askForTime} from "/jump.js";
import {connectKeys, showKeys} from "/keys.js";
import {connectSearchbox, explain, fillSearchbox, focusSearchbox, narrowed} from "/searchbox.js";
import {editSearch} from "/searches.js";
import {showState} from "/status.js";
import {setTheme, theme} from "/theme.js";
import {Viewer} from "/viewer.js";
import {language, say, setLanguage, translate} from "/words.js";

translate(document);

const viewer = new Viewer({query: showQuery, change: showState, select: showSelected});
const actions = element("span.tools");
const groupNames = new Map();

function showQuery(query) {
  explain(readAddress().q, query);
}

function showSelected(event, row) {
  actions.remove();
  if (event === null || row === null) {
    return;
  }
  actions.replaceChildren(
    button(say("context"), () => openContext(event, "")),
    button(say("contextOfSystem", event.host), () => openContext(event, event.host)),
    button(say("copyLink"), copyLink),
  );
  row.append(actions);
}

async function copyLink(click) {
  const link = Viewer.link();
  try {
    await navigator.clipboard.writeText(link);
    click.target.textContent = say("copied");
  } catch {
    // Only pages that came through TLS, or from this machine, may write there.
    openDialog(say("copyLink"), [element("code.token", {textContent: link})]);
  }
}

function openContext(event, system) {
  goTo({id: event.id, system}, {back: true});
}

function changeContext() {
  const {id, system} = readAddress();
  const {selected} = viewer;
  if (selected !== null) {
    history.replaceState(history.state, "", linkTo({id, system: system === "" ? selected.host : ""}));
    show();
  }
}

function narrowTo(changes) {
  const {q, system, group} = readAddress();
  goTo({q, system, group, ...changes});
}

function narrowToProgram(name) {
  if (name !== "") {
    narrowTo({q: narrowed(readAddress().q, `program:"${name.replaceAll('"', " ")}"`)});
  }
}

function leave() {
  const {q, system, group} = readAddress();
  if (!byId("menu").hidden) {
    toggleMenu();
  } else if (history.state?.back) {
    history.back();
  } else if (viewer.selected !== null) {
    viewer.select(null);
  } else if (q + system + group !== "") {
    goTo({});
  } else {
    viewer.resume();
  }
}

function toggleMenu() {
  const menu = byId("menu");
  menu.hidden = !menu.hidden;
  byId("more").setAttribute("aria-expanded", String(!menu.hidden));
}

function isOutside() {
  return document.body.classList.contains("outside");
}

function show() {
  if (isOutside()) {
    return;
  }
  const place = readAddress();
  const isDashboard = place.view === "dashboard";
  byId("events-view").hidden = isDashboard;
  byId("tab-dashboard").ariaCurrent = isDashboard ? "page" : null;
  byId("tab-events").ariaCurrent = isDashboard ? null : "page";
  for (const id of ["jump", "pause", "under"]) {
    byId(id).hidden = isDashboard;
  }
  if (isDashboard) {
    viewer.close();
    fillSearchbox({q: ""}, "");
    openDashboard();
  } else {
    closeDashboard();
    showEvents(place);
  }
}

function showEvents(place) {
  fillSearchbox(place, place.system || groupNames.get(place.group) || place.group);
  if (place.group !== "" && !groupNames.has(place.group)) {
    findGroupNames();
  }
  byId("context").hidden = !history.state?.back;
  byId("context-scope").textContent = place.system === "" ? say("contextOfSystem", viewer.selected?.host ?? "…") : say("everySystem");
  viewer.show(place);
}

/** A group stands in the address by its number; people know it by its name. */
async function findGroupNames() {
  for (const {id, name} of await get("/api/v1/groups.json")) {
    groupNames.set(String(id), name);
  }
  const place = readAddress();
  fillSearchbox(place, place.system || groupNames.get(place.group) || place.group);
}

async function saveSearch() {
  const {q, group} = readAddress();
  editSearch({query: q}, Number(group), await get("/api/v1/groups.json"), () => {});
}

function jump() {
  askForTime(viewer.selected?.received ?? Date.now(), (at) => narrowTo({at}));
}

connectSearchbox({
  changed: (q) => {
    noteAddress({q, id: "", top: "", at: "", view: ""});
    show();
  },
  entered: (q) => {
    byId("query").blur();
    if (q !== readAddress().q) {
      narrowTo({q});
    }
  },
  systemEnded: () => narrowTo({system: "", group: ""}),
  saved: saveSearch,
});

byId("events").addEventListener("click", (click) => {
  const cell = click.target.closest("bdi");
  const row = click.target.closest("li.event");
  if (row === null || click.target.closest("button") !== null || !getSelection().isCollapsed) {
    return;
  }
  if (cell?.classList.contains("host")) {
    narrowTo({system: cell.dataset.name, group: ""});
  } else if (cell?.classList.contains("program")) {
    narrowToProgram(cell.dataset.name);
  } else {
    viewer.select(Number(row.dataset.id));
  }
});
byId("pause").addEventListener("click", () => viewer.toggle());
byId("follow").addEventListener("click", () => viewer.resume());
byId("jump").addEventListener("click", jump);
byId("more").addEventListener("click", toggleMenu);
byId("show-keys").addEventListener("click", () => {
  toggleMenu();
  showKeys();
});
byId("show-tokens").addEventListener("click", () => {
  toggleMenu();
  showTokens();
});
byId("change-password").addEventListener("click", () => {
  toggleMenu();
  changePassword();
});
byId("context-end").addEventListener("click", leave);
byId("context-scope").addEventListener("click", changeContext);
byId("language").value = language;
byId("language").addEventListener("change", (event) => setLanguage(event.target.value));
byId("theme").value = theme();
byId("theme").addEventListener("change", (event) => setTheme(event.target.value));
byId("tab-events").addEventListener("click", (click) => {
  click.preventDefault();
  goTo({});
});

const eventKeys = {
  "j": () => viewer.move(1),
  "k": () => viewer.move(-1),
  "ArrowDown": () => viewer.move(1),
  "ArrowUp": () => viewer.move(-1),
  " ": () => viewer.toggle(),
  "g": () => viewer.toOldest(),
  "G": () => viewer.resume(),
  "Home": () => viewer.toOldest(),
  "End": () => viewer.resume(),
  "c": () => viewer.selected !== null && openContext(viewer.selected, ""),
  "s": () => viewer.selected !== null && narrowTo({system: viewer.selected.host, group: ""}),
  "p": () => viewer.selected !== null && narrowToProgram(viewer.selected.program),
  "t": jump,
  "Escape": leave,
};
const dashboardKeys = {"Escape": () => goTo({})};
const commonKeys = {
  "/": focusSearchbox,
  "?": showKeys,
  "d": () => goTo({view: "dashboard"}),
  "e": () => goTo({}),
};

connectKeys((key) => {
  const keys = {...commonKeys, ...byId("events-view").hidden ? dashboardKeys : eventKeys};
  return !isOutside() && Object.hasOwn(keys, key) ? keys[key] : null;
});

byId("logout").addEventListener("click", async () => {
  await ask("POST", "/page/logout");
  location.reload();
});

async function begin() {
  document.body.classList.add("outside");
  viewer.clear();
  closeDashboard();
  const canLeave = await enter();
  byId("logout").hidden = !canLeave;
  byId("change-password").hidden = !canLeave;
  document.body.classList.remove("outside");
  show();
}

onAddress(show);
addEventListener("loggedout", () => isOutside() || begin());
begin();
