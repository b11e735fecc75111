// Terminal colours (ECMA-48 section 8.3.117, "SGR") as styles; every other control character is made visible.

const LONGEST_SEQUENCE = 100;
const MOST_STYLES = 400;
const BASIC = 16;
const CUBE_LEVELS = [0, 95, 135, 175, 215, 255];

// Control characters but tab and line feed, and marks that turn the direction of writing.
const SPECIAL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The text with control characters made visible, as \x1b for ESC. */
export function visible(text) {
  return text.replaceAll("\r\n", "\n").replace(SPECIAL, (character) => {
    const code = character.charCodeAt(0);
    if (code === 13) {
      return "\\r";
    }
    return code <= 0xff ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

function paletteColour(number) {
  if (number < BASIC) {
    return number;
  }
  if (number >= 232) {
    const grey = 8 + 10 * (number - 232);
    return `rgb(${grey} ${grey} ${grey})`;
  }
  const cell = number - BASIC;
  const levels = [Math.floor(cell / 36), Math.floor(cell / 6) % 6, cell % 6].map((level) => CUBE_LEVELS[level]);
  return `rgb(${levels.join(" ")})`;
}

function isByte(number) {
  return Number.isInteger(number) && number >= 0 && number <= 255;
}

/** Reads what follows 38 or 48; returns the colour, or undefined, and how many numbers it took. */
function extendedColour(numbers, index) {
  if (numbers[index] === 5) {
    const number = numbers[index + 1];
    return [isByte(number) ? paletteColour(number) : undefined, 2];
  }
  if (numbers[index] === 2) {
    const parts = numbers.slice(index + 1, index + 4);
    return [parts.length === 3 && parts.every(isByte) ? `rgb(${parts.join(" ")})` : undefined, 4];
  }
  return [undefined, 1];
}

const SWITCHES = {
  1: {bold: true}, 2: {dim: true}, 3: {italic: true}, 4: {underline: true}, 7: {inverse: true}, 9: {strike: true},
  22: {bold: false, dim: false}, 23: {italic: false}, 24: {underline: false}, 27: {inverse: false},
  29: {strike: false}, 39: {colour: undefined}, 49: {ground: undefined},
};

function apply(style, parameters) {
  // ISO 8613-6 has colons, and an empty colour space, where most programs write semicolons.
  const plain = parameters.replaceAll(/([34]8:2):[0-9]*:(?=[0-9]+:[0-9]+:[0-9]+)/g, "$1:").replaceAll(":", ";");
  const numbers = plain.split(";").map(Number);
  let next = style;
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i];
    if (number === 0) {
      next = {};
    } else if (number === 38 || number === 48) {
      const [colour, taken] = extendedColour(numbers, i + 1);
      next = colour === undefined ? next : {...next, [number === 38 ? "colour" : "ground"]: colour};
      i += taken;
    } else if ((number >= 30 && number <= 37) || (number >= 90 && number <= 97)) {
      next = {...next, colour: number < 90 ? number - 30 : number - 82};
    } else if ((number >= 40 && number <= 47) || (number >= 100 && number <= 107)) {
      next = {...next, ground: number < 100 ? number - 40 : number - 92};
    } else if (SWITCHES[number] !== undefined) {
      next = {...next, ...SWITCHES[number]};
    }
  }
  return next;
}

/**
 * Cuts a text at its colours: parts of visible text, each with a style. Colours beyond the 400th change are not shown;
 * other sequences that begin with ESC [ are left out, as they would move a terminal's cursor.
 */
export function coloured(text) {
  const parts = [];
  let style = {};
  let from = 0;
  for (const match of text.matchAll(/\x1b\[([\x30-\x3f]*)[\x20-\x2f]*([\x40-\x7e])/g)) {
    if (match[0].length > LONGEST_SEQUENCE) {
      continue;
    }
    if (match.index > from) {
      parts.push({text: visible(text.slice(from, match.index)), style});
    }
    from = match.index + match[0].length;
    if (match[2] === "m" && parts.length < MOST_STYLES) {
      style = apply(style, match[1]);
    }
  }
  parts.push({text: visible(text.slice(from)), style});
  return parts.length <= MOST_STYLES ? parts : joined(parts);
}

function joined(parts) {
  const rest = parts.slice(MOST_STYLES).map((part) => part.text).join("");
  return [...parts.slice(0, MOST_STYLES), {text: rest, style: {}}];
}

/** Gives an element a style: the sixteen colours by class, so that they fit the page, all others by value. */
export function paint(target, style) {
  const {colour, ground} = style.inverse ? {colour: style.ground ?? "var(--ground)", ground: style.colour ?? "var(--text)"} : style;
  for (const name of ["bold", "dim", "italic", "underline", "strike"]) {
    if (style[name]) {
      target.classList.add(`ansi-${name}`);
    }
  }
  if (typeof colour === "number") {
    target.classList.add(`ansi-${colour}`);
  } else if (colour !== undefined) {
    // A share of the page's own colour keeps any colour legible on any ground.
    target.style.color = ground === undefined ? `color-mix(in oklab, ${colour} 72%, var(--text))` : colour;
  }
  if (typeof ground === "number") {
    target.classList.add(`ansi-ground-${ground}`);
  } else if (ground !== undefined) {
    target.style.backgroundColor = ground;
  }
}
