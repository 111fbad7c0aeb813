/** Tables of arguments. Flags, Terraform attributes, documentation and validation are generated from them. Pure. */
import { didYouMean } from "./closest";
import { parseDuration } from "./duration";
import { asOne, type BackupsError, usageError } from "./errors";
import { anId, escaped, isId } from "./id";
import { offsetMinutes, parseTime } from "./time";

interface Kind {
  readonly accepts: (value: unknown) => boolean;
  /** Completes "expected …". */
  readonly expected: string;
}

const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);
const isText = (value: unknown): value is string => typeof value === "string";

/** A kind of texts. */
function text(fits: (text: string) => boolean, expected: string): Kind {
  return { accepts: (value) => isText(value) && fits(value), expected };
}

/** A list of at least one value. */
function list({ accepts }: Kind, item: string): Kind {
  return {
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.every(accepts),
    expected: `a list of at least one${item}`,
  };
}

const isTime = (value: string) => parseTime(value, "Z") instanceof Date;
const anyText: Kind = { accepts: isText, expected: "a non-empty text without control characters" };
const id = text(isId, anId);
const integer: Kind = { accepts: isInteger, expected: "a whole number" };

/** Kinds of arguments. */
const KINDS = {
  /** Not empty, without control characters, and without blanks at its ends: see `unfitText`. */
  string: anyText,
  /** Any text that is not empty, also of several lines. */
  text: text((value) => value.trim() !== "", "a non-empty text"),
  digits: text((value) => /^\d{1,64}$/.test(value), "a whole number written as text"),
  id,
  instant: text(
    (value) => /(?:Z|[+-]\d{2}:?\d{2})$/i.test(value) && isTime(value),
    "a time in RFC 3339 with its offset, such as 2026-11-21T02:00:00Z",
  ),
  /** An instant, or the vendor's notation in the vendor's zone. */
  time: text(isTime, "a time such as 2026-11-21T02:00:00Z, or in the notation of the vendor's document"),
  duration: text(
    (value) => parseDuration(value) !== undefined,
    "a duration such as 26h, 7d or 1d12h (units s, m, h, d, w)",
  ),
  offset: text((value) => offsetMinutes(value) !== undefined, "an offset from UTC such as +08:00 or Z"),
  integer,
  bool: { accepts: (value) => typeof value === "boolean", expected: "true or false" },
  strings: list(anyText, " text"),
  ids: list(id, ` of: ${anId}`),
  /** The vendors' account IDs differ in length. */
  accounts: list(
    text((value) => /^\d{5,20}$/.test(value), ""),
    " account ID such as 100012345678",
  ),
  integers: list(integer, " whole number"),
} satisfies Record<string, Kind>;

/** What a value must be like. */
export interface Rule {
  readonly kind: keyof typeof KINDS;
  /** An example for messages, such as an instance ID. */
  readonly example?: string;
  /** Allowed values, if they are a list. */
  readonly allowed?: readonly (string | number)[];
  /** Smallest value of an integer. */
  readonly min?: number;
  /** Largest value of an integer. */
  readonly max?: number;
}

/** The other kinds are only of settings. */
export type ArgumentKind = Exclude<Rule["kind"], "text" | "accounts">;

/** One argument of a lookup. */
export interface Argument extends Rule {
  readonly kind: ArgumentKind;
  /** Description. A command's help shows only the first sentence. */
  readonly description: string;
  /** The vendor's parameter that it sets, in the vendor's spelling. */
  readonly sets?: string;
  readonly required?: boolean;
  /** Default, for documentation. */
  readonly default?: string;
  /** Whether a missing value is allowed, because without the argument no further backup becomes eligible. */
  readonly safeToLeaveOut?: boolean;
}

/** The description, with the vendor's parameter in front. */
export function meaningOf({ sets, description }: Argument): string {
  return sets ? `${sets}: ${description.charAt(0).toLowerCase()}${description.slice(1)}` : description;
}

/** A named set of arguments; names are camelCase. */
export type ArgumentTable = Readonly<Record<string, Argument>>;

/** Values for arguments, by name. */
export type ArgumentValues = Readonly<Record<string, unknown>>;

/** Known names, because each row of a listing needs them. */
const snakeNames = new Map<string, string>();

/** `instanceId` as Terraform writes it: `instance_id`. */
export function snakeCase(name: string): string {
  const known = snakeNames.get(name) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakeNames.set(name, known);
  return known;
}

/** An object with Terraform's names. */
export function snakeCased(values: object): Record<string, unknown> {
  const renamed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) renamed[snakeCase(name)] = value;
  return renamed;
}

/** `instance_id` or `instance-id` as TypeScript writes it: `instanceId`. */
export function camelCase(name: string): string {
  return name.replace(/[_-](\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `instanceId` as a flag: `instance-id`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A value for a message; long values are cut. */
function shown(value: unknown): string {
  const isNumber = typeof value === "bigint" || typeof value === "number";
  const text = escaped(isNumber ? String(value) : (JSON.stringify(value) ?? String(value)));
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** The expectation that a text does not meet, if any. */
function unfitText(value: string, { example }: Rule): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (value.trim() === "" || /[\u0000-\u001f\u007f]/.test(value))
    return example ? `a text such as ${example}` : KINDS.string.expected;
  // An ID with a copied blank would be another ID.
  return value === value.trim() ? undefined : "a text without blanks at its ends";
}

/** Phrase for the values that an argument accepts. */
export function expectation(argument: Rule): string {
  const { expected } = KINDS[argument.kind];
  if (argument.allowed) {
    return `${expected.startsWith("a list") ? "a list of any" : "one"} of: ${argument.allowed.join(", ")}`;
  }
  const { min, max, example } = argument;
  if (example) return `${expected}, such as ${example}`;
  if (min === undefined) return expected;
  return max === undefined ? `a whole number of at least ${min}` : `a whole number from ${min} to ${max}`;
}

/** The problem with a value, if any. */
export function problemWith(argument: Rule, value: unknown): string | undefined {
  const items = Array.isArray(value) ? value : [value];
  const { kind, allowed, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = argument;
  const isWithin = (item: unknown) =>
    (allowed === undefined || allowed.includes(item as string)) &&
    (!isInteger(item) || (item >= min && item <= max));
  if (!KINDS[kind].accepts(value) || !items.every(isWithin)) {
    const words = allowed?.map(String) ?? [];
    const question = items
      .filter((item) => isText(item) && !words.includes(item))
      .map((item) => didYouMean(item, words))
      .find((text) => text !== undefined);
    return `got ${shown(value)}, expected ${expectation(argument)}${question ? `. ${question}` : ""}`;
  }
  if (kind !== "string" && kind !== "strings") return undefined;
  const index = items.findIndex((item) => unfitText(item, argument) !== undefined);
  if (index < 0) return undefined;
  const place = Array.isArray(value) ? ` at [${index}]` : "";
  return `got ${shown(items[index])}${place}, expected ${unfitText(items[index], argument)}`;
}

/** Whether a value was given. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The error for an argument that is null or undefined, because without it more backups would be eligible. */
export function unsetArgument(name: string, value: undefined | null, hint: string): BackupsError {
  return usageError(name, `was given and is ${value}`, hint);
}

/** Mistakes in values. undefined and null mean left out if that is safe; otherwise they are mistakes. */
export function* mistakesIn(table: ArgumentTable, values: ArgumentValues): Generator<BackupsError> {
  for (const [name, value] of Object.entries(values)) {
    const argument = Object.hasOwn(table, name) ? table[name] : undefined;
    if (value === undefined || value === null) {
      if (!argument || argument.required || argument.safeToLeaveOut) continue;
      const hint = `Give it a value, or leave the property out. If it may be missing, give the construct optional: ["${name}"].`;
      yield unsetArgument(name, value, hint);
    } else if (!argument) {
      const hint = didYouMean(name, Object.keys(table)) ?? "Leave it out.";
      yield usageError(name, "this listing has no such argument", hint);
    } else {
      const problem = problemWith(argument, value);
      if (problem) yield usageError(name, problem);
    }
  }
  for (const [name, argument] of Object.entries(table)) {
    if (argument.required && !isGiven(values[name])) {
      const { example } = argument;
      const wanted = example ? `give one such as ${example}` : `expected ${expectation(argument)}`;
      yield usageError(name, `missing; ${wanted}`);
    }
  }
}

/**
 * Checks values against a table.
 *
 * @throws BackupsError `usage` that names every unknown, missing or wrong argument
 */
export function checkArguments(table: ArgumentTable, values: ArgumentValues): void {
  const mistake = asOne([...mistakesIn(table, values)]);
  if (mistake) throw mistake;
}
