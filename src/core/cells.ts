/** The width of a text in columns of a terminal. Pure. */

/** Characters without a width. U+FE0F is not among them, because most terminals then show a wide picture. */
const NO_CELL = /^(?:(?!\uFE0F)[\p{Mn}\p{Me}]|[\u1160-\u11FF])$/u;

/**
 * Characters of two columns: scripts and emoji by Node.js's Unicode data, and wide blocks without a script. Node.js has
 * no property for the East Asian width.
 */
const TWO_CELLS =
  /^(?![\u303F\u3248-\u324F\uFF61-\uFFDC\u{1F1E6}-\u{1F1FF}])(?:[\u1100-\u115F\u2329\u232A\u2630-\u2637\u268A-\u268F\u2E80-\u4DFF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FF0}\u{16FF1}\u{1D300}-\u{1D376}\u{1F200}-\u{1F265}]|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Yi}|\p{Script=Tangut}|\p{Script=Nushu}|\p{Script=Khitan_Small_Script}|\p{Emoji_Presentation})$/u;

function cellsOf(character: string): number {
  if (character < "\u0300") return 1;
  return NO_CELL.test(character) ? 0 : TWO_CELLS.test(character) ? 2 : 1;
}

/** Width of a line in columns. */
export function widthOf(line: string): number {
  let width = 0;
  for (const character of line) width += cellsOf(character);
  return width;
}

/** The longest beginning of a line that fits into a width; never half a character. */
function beginning(line: string, width: number): string {
  let [text, taken] = ["", 0];
  for (const character of line) {
    taken += cellsOf(character);
    if (taken > width) break;
    text += character;
  }
  return text;
}

/** A line cut to a width, with an ellipsis if it is longer. */
export function cutTo(line: string, width: number): string {
  return widthOf(line) <= width ? line : `${beginning(line, width - 1)}…`;
}

/** A line with blanks up to a width. */
export function padTo(line: string, width: number): string {
  return line + " ".repeat(Math.max(0, width - widthOf(line)));
}

/** A text in lines of a width; a word that is longer is broken. */
export function wrapTo(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + widthOf(word) < width) {
      lines[lines.length - 1] = `${last} ${word}`;
      continue;
    }
    let rest = word;
    while (widthOf(rest) > width) {
      // With a width of one, take a wide character anyway, or the loop would not end.
      const part = beginning(rest, width) || (rest.match(/^./su)?.[0] ?? rest);
      lines.push(part);
      rest = rest.slice(part.length);
    }
    lines.push(rest);
  }
  return lines;
}
