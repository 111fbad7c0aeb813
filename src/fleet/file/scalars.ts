/**
 * The scalars of a file of instances: how each is parsed from text, and its JSON Schema for editors. All scalars are
 * text, so that IDs such as 0123 or beyond 2^53 do not change.
 */
import { z } from "zod";
import { type Argument, problemWith } from "../../core/argument";
import { parseDuration } from "../../core/duration";
import { parseTime } from "../../core/time";

/** A duration as the file writes it, and its length in seconds. */
export interface Span {
  readonly text: string;
  readonly seconds: number;
}

/** JSON Schema of a value, for editors. */
export type EditorSchema = Readonly<Record<string, unknown>>;

/** A scalar that `read` parses. `read` returns a problem as an `Error`, and does not throw. */
function scalar<Value>(description: string, editor: EditorSchema, read: (text: string) => Value | Error) {
  return z
    .string()
    .transform((text, context): Value => {
      const value = read(text);
      if (!(value instanceof Error)) return value;
      context.addIssue({ code: "custom", message: value.message });
      return z.NEVER;
    })
    .meta({ description, editor });
}

const expected = (text: string, what: string) => new Error(`got ${JSON.stringify(text)}, expected ${what}`);

/** A scalar for an argument, such as a region. */
export function textOf(description: string, argument: Partial<Argument> = {}, editor: EditorSchema = {}) {
  return scalar(description, { type: "string", minLength: 1, ...editor }, (text) => {
    const problem = problemWith({ kind: "string", description, ...argument }, text);
    return problem ? new Error(problem) : text;
  });
}

/** Whether an argument holds a list. */
export function isList(kind: Argument["kind"]): boolean {
  return kind === "strings" || kind === "ids" || kind === "integers";
}

/** An ID. Numbers stay text. */
export function idOf(description: string) {
  return textOf(description, { kind: "id" }, { type: ["string", "integer"], minLength: undefined });
}

export function countOf(description: string) {
  return scalar(description, { type: "integer", minimum: 1 }, (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : 0;
    return value >= 1 ? value : expected(text, "a whole number of at least 1");
  });
}

export function switchOf(description: string) {
  return scalar(description, { type: "boolean" }, (text) =>
    text === "true" || text === "false" ? text === "true" : expected(text, "true or false"),
  );
}

const DURATION = "a duration such as 26h, 7d or 1d12h (units s, m, h, d, w)";

function spanFrom(text: string, what = DURATION): Span | Error {
  const seconds = parseDuration(text);
  return seconds === undefined ? expected(text, what) : { text, seconds };
}

export function spanOf(description: string) {
  return scalar(description, { type: "string", pattern: "^([0-9]+[smhdw])+$" }, (text) => spanFrom(text));
}

/** A duration, or a multiple of the usual interval. */
export function gapOf(description: string) {
  return scalar<Span | { readonly times: number }>(
    description,
    { type: "string", pattern: "^(([0-9]+[smhdw])+|[0-9]+(\\.[0-9]+)?x)$" },
    (text) => {
      const times = /^(\d{1,3}(?:\.\d{1,2})?)x$/.exec(text)?.[1];
      if (Number(times) > 1) return { times: Number(times) };
      return spanFrom(text, `${DURATION}, or more than 1x the usual interval, such as 2x`);
    },
  );
}

/** From 1 to 100 percent. */
export function percentOf(description: string) {
  return scalar(description, { type: "string", pattern: "^[0-9]{1,2}%$" }, (text) => {
    const value = Number(/^(\d{1,2})%$/.exec(text)?.[1]);
    return value > 0 ? value : expected(text, "a share from 1% to 99%");
  });
}

const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
};

/** Bytes, with or without a unit. */
export function bytesOf(description: string) {
  const units = Object.keys(UNITS);
  const pattern = `^[0-9]+(\\.[0-9]+)? ?(${units.join("|")})?$`;
  return scalar(description, { type: ["integer", "string"], pattern, minimum: 1 }, (text) => {
    const [, amount, unit] = /^(\d{1,15}(?:\.\d{1,3})?) ?([A-Za-z]*)$/.exec(text) ?? [];
    const bytes = Math.floor(Number(amount) * (UNITS[unit || "B"] ?? Number.NaN));
    if (bytes >= 1) return bytes;
    return expected(text, `bytes, such as 1073741824 or 1GiB (units ${units.join(", ")})`);
  });
}

/** The end of an `ignore`, as in the file and as a time. A date includes its whole day. */
export function endOf(description: string) {
  return scalar(description, { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}" }, (until) => {
    const isDate = /^\d{4}-\d{2}-\d{2}$/.test(until);
    const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(until);
    const time = isDate || hasZone ? parseTime(isDate ? `${until}T00:00:00Z` : until, "Z") : undefined;
    if (!time) return expected(until, "a date such as 2026-12-31, or a time such as 2026-12-31T12:00:00Z");
    return { until, endsAt: isDate ? new Date(time.getTime() + 86_400_000) : time };
  });
}
