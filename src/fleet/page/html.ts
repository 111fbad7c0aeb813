/** HTML templates that escape every value, except markup. */

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

/** Escapes text for an element or a quoted attribute, without control characters and lone surrogates. */
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

/** Longest name on the page; the JSON has it whole. */
const MAX_NAME = 200;
/** Longest sentence on the page. */
const MAX_SENTENCE = 1000;

/** A text of any length, cut between two characters. */
export function short(text: string, most = MAX_NAME): string {
  const letters = [...text.slice(0, most * 2 + 2)];
  return letters.length > most ? `${letters.slice(0, most).join("")}…` : text;
}

/** A text whose numbers stay on one line with their units. */
export function unbroken(text: string): string {
  return text.replace(/(\d) (?=(?:d|h|min|s|B|[KMGTP]iB|%)(?![\w-]))/g, "$1\u00a0");
}

/** The attribute that makes a browser draw Chinese text with Chinese letter forms. */
export function language(text: string): Markup {
  return new Markup(/\p{Script=Han}/u.test(text) ? ' lang="zh"' : "");
}

/** Foreign text, isolated so that it cannot change the direction of the text around it. */
export function foreign(text: string): Markup {
  return html`<bdi${language(text)}>${short(text)}</bdi>`;
}

/** A sentence that may quote a vendor or a user. */
export function sentence(text: string): Markup {
  return html`<bdi${language(text)}>${unbroken(short(text, MAX_SENTENCE))}</bdi>`;
}
