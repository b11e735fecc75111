// Small graphs of how many events there were.

import {svg} from "/dom.js";
import {count} from "/words.js";

const HEIGHT = 24;

/** A bell, or a pencil. */
export function icon(name) {
  const paths = {
    bell: "M8 1a4 4 0 0 0-4 4v3L2.5 11v1h11v-1L12 8V5a4 4 0 0 0-4-4zM6.3 13a1.8 1.8 0 0 0 3.4 0z",
    pencil: "M11.5 1.8l2.7 2.7-8.4 8.4-3.5.8.8-3.5z",
  };
  return svg("svg", {viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true"}, svg("path", {d: paths[name]}));
}

/** Bars, one for each count, the newest at the right; the highest reaches to the top. */
export function bars(counts, className) {
  const most = Math.max(1, ...counts);
  const path = counts.map((number, i) => {
    const height = number === 0 ? 0.6 : Math.max(1.5, (number / most) * HEIGHT);
    return `M${i + 0.1} ${HEIGHT}v-${height.toFixed(2)}h.8v${height.toFixed(2)}z`;
  }).join("");
  const title = svg("title");
  title.textContent = count(counts.reduce((sum, number) => sum + number, 0), "event");
  return svg(
    "svg",
    {viewBox: `0 0 ${counts.length} ${HEIGHT}`, preserveAspectRatio: "none", class: className, role: "img"},
    title,
    svg("path", {d: path}),
  );
}
