// Small graphs of how many events there were.

import {svg} from "/dom.js";
import {count} from "/words.js";

const HEIGHT = 24;

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
