// What the page shows stands in the address behind #, so that it can be kept, sent, and loaded again.
//
// view: "dashboard", or the events; q: a query; system, group: whose events; id: the selected event;
// top: the event at the upper end of the page; at: a time in milliseconds since 1970.

const NAMES = ["view", "q", "system", "group", "id", "top", "at"];

export function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(NAMES.map((name) => [name, given.get(name) ?? ""]));
}

function hashOf(place) {
  const filled = NAMES.filter((name) => place[name] !== undefined && place[name] !== "");
  return filled.map((name) => `${name}=${encodeURIComponent(place[name])}`).join("&");
}

export function linkTo(place) {
  const hash = hashOf(place);
  return location.pathname + (hash === "" ? "" : `#${hash}`);
}

/** Notes where the page stands, without a step in the browser's history. */
export function noteAddress(changes) {
  history.replaceState(history.state, "", linkTo({...readAddress(), ...changes}));
}

/** Goes to another place of the page; the browser's back button leads here again. */
export function goTo(place, state = null) {
  history.pushState(state, "", linkTo(place));
  dispatchEvent(new Event("addresschange"));
}

export function onAddress(callback) {
  addEventListener("popstate", callback);
  addEventListener("addresschange", callback);
}
