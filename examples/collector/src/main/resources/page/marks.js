// Finds in a text the words that it was found by.

const MOST_MARKS = 200;
const LETTER = "\\p{L}\\p{N}\\p{Mn}";
const UNSPACED = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function pattern({text, prefix}) {
  const words = text.match(/[\p{L}\p{N}\p{Mn}]+/gu) ?? [];
  if (words.length === 0) {
    return null;
  }
  const last = words[words.length - 1];
  const before = UNSPACED.test(words[0][0]) ? "" : `(?<![${LETTER}])`;
  const after = prefix || UNSPACED.test(last[last.length - 1]) ? "" : `(?![${LETTER}])`;
  return before + words.join(`[^${LETTER}]+`) + after;
}

/** An expression that finds the words which a query has for a field; null if it has none. */
function expression(marks, field) {
  const patterns = marks.filter((mark) => mark.field === field || mark.field === "anywhere").map(pattern);
  const found = patterns.filter((one) => one !== null);
  return found.length === 0 ? null : new RegExp(found.join("|"), "giu");
}

/** Expressions for the parts of an event. */
export function expressions(marks) {
  return {
    host: expression(marks, "sender"),
    program: expression(marks, "program"),
    message: expression(marks, "message"),
  };
}

/** Where the expression matches, as [start, end] in order; the first 200 places. */
export function places(text, wanted) {
  const found = [];
  if (wanted !== null) {
    for (const match of text.matchAll(wanted)) {
      found.push([match.index, match.index + match[0].length]);
      if (found.length === MOST_MARKS) {
        break;
      }
    }
  }
  return found;
}
