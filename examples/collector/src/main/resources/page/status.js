// What the viewer says about itself: whether it is live, how much comes, and how much waits.

import {readAddress} from "/address.js";
import {byId} from "/dom.js";
import {formatNumber, say} from "/words.js";

const RATE_MILLIS = 2000;

const rate = {total: 0, at: 0, perSecond: 0};
let shown = null;

function measureRate(total) {
  const now = performance.now();
  if (rate.total === 0 || total < rate.total) {
    // The first total counts from the start of the collector, not of the page.
    Object.assign(rate, {total, at: now, perSecond: 0});
  } else if (now - rate.at >= RATE_MILLIS) {
    Object.assign(rate, {perSecond: ((total - rate.total) * 1000) / (now - rate.at), total, at: now});
  }
}

/** Shows the state of the viewer. */
export function showState(state) {
  shown = state;
  const {connection, following, waiting, whole, total, empty, fresh, beginning, atBottom} = state;
  measureRate(total);
  const status = byId("status");
  status.dataset.state = connection === "live" && !following ? "held" : connection;
  const perSecond = rate.perSecond < 0.5 ? "" : ` · ${say("rate", formatNumber(Math.round(rate.perSecond)))}`;
  status.textContent = say(status.dataset.state) + (connection === "live" ? perSecond : "");
  const pause = byId("pause");
  pause.textContent = following ? say("pause") : say("resume");
  pause.setAttribute("aria-pressed", String(!following));
  const follow = byId("follow");
  follow.hidden = following || (waiting === 0 && atBottom);
  const news = `${formatNumber(waiting)}${whole ? "" : "+"}`;
  follow.textContent = `↓ ${waiting === 0 ? say("newest") : say("waiting", news)}`;
  const {q, system, group} = readAddress();
  byId("empty").hidden = !empty || fresh || waiting > 0;
  byId("empty").textContent = say(q + system + group === "" ? "empty" : "noMatch");
  byId("beginning").hidden = !beginning || empty;
}

// When nothing comes any more, nothing else would say so.
setInterval(() => shown !== null && rate.perSecond > 0 && showState(shown), RATE_MILLIS);
