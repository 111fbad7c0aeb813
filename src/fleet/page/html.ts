/** Markup in which every value is text, unless it is markup itself. */

/** Markup that needs no escaping. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = Markup | string | number | null | undefined | false | readonly Value[];

const SIGNS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for an element or for an attribute in quotation marks; control characters and halves of characters are left out. */
export function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, " ")
    .replace(/[&<>"']/g, (sign) => SIGNS[sign] as string);
}

function written(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(written).join("");
  return escaped(String(value));
}

/** A template whose values are escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.reduce((text, part, index) => text + written(values[index - 1]) + part));
}

/** Letters of a vendor's or a user's text that a page shows; the JSON beside it has all of them. */
const MAX_SHOWN = 200;

/** A text of any length, cut. */
export function short(text: string): string {
  const letters = [...text.slice(0, MAX_SHOWN * 2 + 2)];
  return letters.length > MAX_SHOWN ? `${letters.slice(0, MAX_SHOWN).join("")}…` : text;
}

/** The attribute that has Chinese drawn with Chinese letter forms. */
export function language(text: string): Markup {
  return new Markup(/\p{Script=Han}/u.test(text) ? ' lang="zh"' : "");
}

/** Somebody else's words, which cannot turn the direction of what stands around them. */
export function foreign(text: string): Markup {
  return html`<bdi${language(text)}>${short(text)}</bdi>`;
}
