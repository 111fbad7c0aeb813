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
import { type FieldTable, isDecoration, type Notation } from "../listings/field";
import type { Operation, Row } from "../listings/listing";
import type { PageAnswer } from "./page";

// Without a locale every message is "Invalid input".
config(en());

// One check of a value: a union tries each of its schemas, in each row.
function isTextOrInteger(value: unknown): value is string | number | bigint {
  return typeof value === "string" || typeof value === "bigint" || Number.isSafeInteger(value);
}

/** Text, or an integer of any size; the result is text. */
function textOrInteger(what: string) {
  return pipe(custom<string | number | bigint>(isTextOrInteger, `expected ${what}`), transform(String));
}

/** An ID. Other code checks its characters. */
const id = textOrInteger("an ID");

/** The vendors' usual integers. */
const INT32_MAX = 2 ** 31 - 1;

/** A whole number of 32 bits: a JSON integer, or digits in a string. */
function whole(min: number) {
  const isWithin = (value: unknown) =>
    isTextOrInteger(value) &&
    /^\s*-?\d{1,19}\s*$/.test(String(value)) &&
    Number(value) >= min &&
    Number(value) <= INT32_MAX;
  return pipe(
    custom<string | number | bigint>(isWithin, `expected a whole number from ${min} to ${INT32_MAX}`),
    transform(Number),
  );
}

/** A count, such as the total of a listing. */
const count = whole(0);

/** A status or flag: an integer, also as text. */
const code = whole(-INT32_MAX - 1);

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

/**
 * Schemas of a required and of an optional field, by the vendor's notation. The others are read by row.ts, which knows
 * the notations of "no time" and of unreadable sizes.
 */
const NOTATIONS: Readonly<Partial<Record<Notation, readonly [ZodMiniType, ZodMiniType]>>> = {
  id: [id, optional(id)],
  text: [string(), optionalText],
  code: [code, optional(code)],
};

/** A row, as the table of its fields says. */
function rowOf(fields: FieldTable<string>): ZodMiniType<Row> {
  const known = Object.entries(fields).flatMap(([name, { notation, required, becomes }]) => {
    const schemas = isDecoration(becomes) ? undefined : NOTATIONS[notation];
    return schemas ? [[name, schemas[required ? 0 : 1]] as const] : [];
  });
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
}: Operation<never>): ZodMiniType<PageAnswer<Row>> {
  const paths = places.map((place) => place.split("."));
  const nextPath = next?.split(".");
  // Vendors set an empty list to null, or leave it out.
  const rows = optional(array(rowOf(fields)));
  const leaves: Leaf[] = paths.map((path) => [path, rows]);
  if (nextPath) leaves.push([nextPath, optional(textOrInteger("a token"))]);
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
