/**
 * Parses vendors' answers: strict about required fields, tolerant about notation. One of the few files that import zod,
 * as zod/mini, whose unused parts a bundler can leave out.
 */
import { en } from "zod/locales";
import {
  array,
  config,
  custom,
  looseObject as object,
  nullish as optional,
  pipe,
  string,
  transform,
  type ZodMiniType,
} from "zod/mini";
import type { TimeNotation } from "../core/time";
import { type FieldTable, isDecoration, type Notation } from "../listings/field";
import type { Operation, Row } from "../listings/listing";
import type { PageAnswer } from "./page";

// Without a locale every message is "Invalid input".
config(en());

// One check of a value: a union tries each of its schemas, in each row.
function isTextOrInteger(value: unknown): value is string | number | bigint {
  return typeof value === "string" || typeof value === "bigint" || Number.isSafeInteger(value);
}

/** An ID: text, or an integer of any size; the result is text. Other code checks its characters. */
const id = pipe(custom<string | number | bigint>(isTextOrInteger, "expected an ID"), transform(String));

/** A whole number within bounds: JSON integer or digits in a string. */
function whole(min: bigint, max: bigint) {
  const expected = `expected a whole number from ${min} to ${max}`;
  const isWithin = (value: unknown) =>
    isTextOrInteger(value) &&
    /^\s*-?\d{1,19}\s*$/.test(String(value)) &&
    BigInt(value) >= min &&
    BigInt(value) <= max;
  return pipe(
    custom<string | number | bigint>(isWithin, expected),
    transform((value) => {
      const exact = BigInt(value);
      return exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact;
    }),
  );
}

/** The vendors' usual integers. */
const INT32_MAX = 2n ** 31n - 1n;

/** A count, such as the total of a listing. */
const count = whole(0n, INT32_MAX);

/** A status or flag: an integer, also as text. */
const code = whole(-INT32_MAX - 1n, INT32_MAX);

/** Text that may be missing; numbers become text. */
const optionalText = optional(
  pipe(
    custom<string | number | bigint | boolean>(
      (value) => typeof value !== "object" && (typeof value !== "number" || Number.isFinite(value)),
      "Invalid input",
    ),
    transform(String),
  ),
);

/** Required text. */
const text = string();

/** A token of a page: text, or a number. */
const token = optional(
  pipe(custom<string | number | bigint>(isTextOrInteger, "expected a token"), transform(String)),
);

/** A list that vendors set to null, or leave out, if it is empty. */
function list<Item extends ZodMiniType>(item: Item) {
  return optional(array(item));
}

/** Read by row.ts, which knows the notations of "no time" and of unreadable sizes. */
type ReadLater = "any" | "bytes" | TimeNotation;

/** Schemas of a required and of an optional field, by the vendor's notation. */
const NOTATIONS: Readonly<Record<Exclude<Notation, ReadLater>, readonly [ZodMiniType, ZodMiniType]>> = {
  id: [id, optional(id)],
  text: [text, optionalText],
  code: [code, optional(code)],
};

/** A row, as the table of its fields says. */
function rowOf(fields: FieldTable<string>): ZodMiniType<Row> {
  const known = Object.entries(fields).flatMap(([name, { notation, required, becomes }]) =>
    notation in NOTATIONS && !isDecoration(becomes)
      ? [[name, NOTATIONS[notation as keyof typeof NOTATIONS][required ? 0 : 1]] as const]
      : [],
  );
  return object(Object.fromEntries(known));
}

/** The value at a path. */
type Leaf = readonly [path: readonly string[], leaf: ZodMiniType];

/** An object with a value at each path, such as `Backups.Backup`; objects on the way may be missing or null. */
function shapeOf(leaves: readonly Leaf[]): Record<string, ZodMiniType> {
  const shape: Record<string, ZodMiniType> = {};
  const below = new Map<string, Leaf[]>();
  for (const [[name = "", ...rest], leaf] of leaves) {
    if (rest.length === 0) shape[name] = leaf;
    else below.set(name, [...(below.get(name) ?? []), [rest, leaf]]);
  }
  for (const [name, inner] of below) shape[name] = optional(object(shapeOf(inner)));
  return shape;
}

/** The value at a path; undefined if a part of the path is missing, null if it is null. */
function at(body: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[name] : inner,
    body,
  );
}

/** A page of an operation's answer. The list may be missing only if the total is 0. */
export function pageOf({
  total: totalField,
  rows: places,
  page: { next },
  fields,
}: Pick<Operation<never>, "total" | "rows" | "page"> & {
  readonly fields: FieldTable<string>;
}): ZodMiniType<PageAnswer<Row>> {
  const paths = places.map((place) => place.split("."));
  const nextPath = next?.split(".");
  const rows = list(rowOf(fields));
  const leaves: Leaf[] = paths.map((path) => [path, rows]);
  if (nextPath) leaves.push([nextPath, token]);
  if (totalField !== null) leaves.push([[totalField], count]);
  return pipe(
    object(shapeOf(leaves)),
    transform((body, context) => {
      const total = totalField === null ? null : Number((body as Row)[totalField]);
      const lists = paths.map((path) => at(body, path) as readonly Row[] | null | undefined);
      if (total !== 0 && lists.every((found) => found === undefined)) {
        context.issues.push({
          code: "custom",
          input: body,
          path: [...(paths[0] ?? [])],
          message: total === null ? "missing" : "missing, although the total is not 0",
        });
      }
      return {
        total,
        rows: lists.flatMap((found) => found ?? []),
        ...(nextPath && { next: at(body, nextPath) || null }),
      };
    }),
  ) as unknown as ZodMiniType<PageAnswer<Row>>;
}
