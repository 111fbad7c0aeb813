/** Messages with their parts, because each front end writes the names of arguments in its own way. Pure. */

/** An argument in a message; with a value, advice to set it. */
export interface Named {
  readonly argument: string;
  readonly value?: boolean;
}

/** A text with arguments in it, or a plain string. */
export type Message = string | readonly (string | Named)[];

/** How a front end writes an argument. */
export type Words = (named: Named) => string;

/** Message and hint, which front ends join or separate. */
export interface Told<Text = Message> {
  readonly message: Text;
  readonly hint?: Text;
}

/** An argument, by its name in TypeScript. */
export function arg(argument: string): Named {
  return { argument };
}

/** Advice to set a switch, as a clause within a sentence. */
export function setTo(argument: string, value: boolean): Named {
  return { argument, value };
}

/** A message from a template literal; arguments and messages in it keep their parts. */
export function message(
  texts: TemplateStringsArray,
  ...values: readonly (Message | Named | number)[]
): Message {
  return texts.flatMap((text, index) => {
    const value = values[index] ?? "";
    return [text, ...(typeof value === "number" ? [String(value)] : [value].flat())];
  });
}

/** Messages with a text between them; undefined if there are none. */
export function joined(messages: readonly (Message | undefined)[], between: string): Message | undefined {
  const given = messages.filter((each) => each !== undefined && each.length > 0);
  if (given.length === 0) return undefined;
  return given.flatMap((each, index) => [index > 0 ? between : "", each ?? ""].flat());
}

/** Names in TypeScript, as in errors. */
const inTypeScript: Words = ({ argument, value }) =>
  value === undefined ? argument : `set ${argument} to ${value}`;

/** Words of a front end that only spells names differently. */
export function spelt(spell: (name: string) => string): Words {
  return (named) => inTypeScript({ ...named, argument: spell(named.argument) });
}

/** A message as text. */
export function render(given: Message, words: Words = inTypeScript): string {
  if (typeof given === "string") return given;
  return given.map((part) => (typeof part === "string" ? part : words(part))).join("");
}

/** Both texts, in the words of a front end. */
export function rendered({ message, hint }: Told, words: Words = inTypeScript): Told<string> {
  return { message: render(message, words), ...(hint && { hint: render(hint, words) }) };
}

/** A message that ends with a full stop. */
export function asSentence(message: string): string {
  return /[.!?。…]$/.test(message) ? message : `${message}.`;
}

/** Both as sentences of one paragraph, or with another text between them. */
export function inSentences({ message, hint }: Told<string>, between = " "): string {
  return hint ? `${asSentence(message)}${between}${hint}` : asSentence(message);
}

/** Both on lines of their own. */
export function inLines({ message, hint }: Told<string>): string {
  return hint ? `${message}\n${hint}` : message;
}
