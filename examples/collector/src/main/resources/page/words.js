// The page's words, in English or Korean: the browser's language, unless chosen here.

import {english} from "/english.js";
import {korean, koreanMistakes} from "/korean.js";

const KEY = "collector.language";
const LANGUAGES = {en: english, ko: korean};

function chosen() {
  const kept = localStorage.getItem(KEY);
  if (Object.hasOwn(LANGUAGES, kept ?? "")) {
    return kept;
  }
  return navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
}

export const language = chosen();

export function setLanguage(name) {
  localStorage.setItem(KEY, name);
  location.reload();
}

/** A text of the page; {0}, {1} stand for values. */
export function say(key, ...values) {
  const text = LANGUAGES[language][key] ?? english[key];
  return text.replaceAll(/\{(\d)\}/g, (all, index) => values[Number(index)]);
}

/** What the collector says is wrong with a query, which it says in English. */
export function sayMistake(message) {
  const known = language === "ko" ? koreanMistakes.find(([pattern]) => pattern.test(message)) : undefined;
  return known === undefined ? message : message.replace(known[0], known[1]);
}

/** A number with its noun, such as "1 event" or "1,000 events". */
export function count(number, noun) {
  return say(number === 1 ? `${noun}.one` : `${noun}.many`, formatNumber(number));
}

export function formatNumber(number) {
  return number.toLocaleString(language);
}

/** Fills in the texts of what stands in the page from the start. */
export function translate(root) {
  document.documentElement.lang = language;
  for (const target of root.querySelectorAll("[data-say]")) {
    target.textContent = say(target.dataset.say);
  }
  for (const name of ["title", "placeholder", "aria-label"]) {
    for (const target of root.querySelectorAll(`[data-say-${name}]`)) {
      target.setAttribute(name, say(target.getAttribute(`data-say-${name}`)));
    }
  }
}

const times = new Intl.DateTimeFormat(language === "ko" ? "ko-KR" : "en-GB", {
  month: language === "ko" ? "2-digit" : "short", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});

/** Date and time of a row, without the year. */
export function formatTime(millis) {
  const parts = Object.fromEntries(times.formatToParts(millis).map((part) => [part.type, part.value]));
  const date = language === "ko" ? `${parts.month}-${parts.day}` : `${parts.month} ${parts.day}`;
  return `${date} ${parts.hour}:${parts.minute}:${parts.second}`;
}

const ago = new Intl.RelativeTimeFormat(language, {numeric: "auto", style: "short"});
const UNITS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000], ["second", 1000]];

/** How long ago something was, roughly. */
export function formatAgo(millis) {
  const [unit, length] = UNITS.find(([, one]) => millis >= one) ?? ["second", 1000];
  return ago.format(-Math.floor(Math.max(0, millis) / length), unit);
}

/** A size, in units of 1,024 as the collector's options have them. */
export function formatBytes(bytes) {
  const [unit, size] = [["GB", 1024 ** 3], ["MB", 1024 ** 2], ["KB", 1024]].find(([, one]) => bytes >= one) ?? ["B", 1];
  return `${(bytes / size).toLocaleString(language, {maximumFractionDigits: 1})} ${unit}`;
}
