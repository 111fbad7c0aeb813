/**
 * Parsing of what vendors send: strict in what is needed, patient in how it is written. The only file of the core that
 * imports zod, in the form whose unused parts a bundler can leave out.
 */
import { en } from "zod/locales";
import {
  array,
  bigint,
  boolean,
  config,
  int,
  looseObject,
  minLength,
  nonnegative,
  nullish,
  number,
  type output,
  pipe,
  regex,
  string,
  transform,
  trim,
  union,
  type ZodMiniType,
} from "zod/mini";
import type { PageAnswer } from "./listing";

// Without a locale every message is "Invalid input".
config(en());

/** An object; fields that are not named are kept as they are. */
export const object = looseObject;

/** A field that may be null or missing. */
export const optional = nullish;

/** No control characters, and not the sign that stands for bytes which are no UTF-8: the ID would be another one. */
const UNDAMAGED = /^[^\p{Cc}\uFFFD]*$/u;

/** An ID: text, or an integer of any size; always text afterwards. */
export const id = pipe(
  union([
    string().check(trim(), minLength(1), regex(UNDAMAGED, "expected an ID, got damaged text")),
    int(),
    bigint(),
  ]),
  transform(String),
);

/** A whole number of any size: JSON integer or digits in a string. */
const whole = pipe(
  union([int(), bigint(), string().check(trim(), regex(/^\d+$/, "expected a whole number"))]),
  transform((value) => {
    const exact = BigInt(value);
    return exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact;
  }),
);

/** Bytes; absent, null and empty mean that the size is not known. */
export const bytes = nullish(
  union([
    pipe(
      string().check(regex(/^$/)),
      transform(() => null),
    ),
    whole,
  ]),
);

/** A count, such as the total of a listing. */
export const count = pipe(
  union([int().check(nonnegative()), string().check(trim(), regex(/^\d{1,15}$/, "expected a whole number"))]),
  transform(Number),
);

/** A status or flag: an integer, also where it is written as text. */
export const code = pipe(
  union([int(), string().check(trim(), regex(/^-?\d{1,15}$/, "expected a whole number"))]),
  transform(Number),
);

/** Text that may be missing; numbers become text. */
export const optionalText = nullish(
  pipe(union([string(), number(), bigint(), boolean()]), transform(String)),
);

/** Text that must be there. */
export const text = string();

/** A list that vendors set to null, or leave out, when it is empty. */
export function list<Item extends ZodMiniType>(item: Item) {
  return nullish(array(item));
}

/** What a body says of a page. */
interface PageContent<Row> {
  /** Rows in all; null where the API does not tell. */
  readonly total: number | null;
  /** The same list under each of its names. */
  readonly lists: readonly (readonly Row[] | null | undefined)[];
}

/**
 * A page of a listing. The list may be left out by a listing that says it is empty, and by no other.
 *
 * @param path the list in the vendor's spelling
 */
export function page<Body extends ZodMiniType, Row>(
  body: Body,
  path: readonly string[],
  content: (body: output<Body>) => PageContent<Row>,
): ZodMiniType<PageAnswer<Row>> {
  return pipe(
    body,
    transform((value: output<Body>, context) => {
      const { total, lists } = content(value);
      if (total !== 0 && lists.every((rows) => rows === undefined)) {
        context.issues.push({
          code: "custom",
          input: value,
          path: [...path],
          message: total === null ? "missing" : "missing, although the total is not 0",
        });
      }
      return { total, rows: lists.flatMap((rows) => rows ?? []) };
    }),
  ) as unknown as ZodMiniType<PageAnswer<Row>>;
}

/** What {@link Operation.answer} gets to build its schema from. */
export type Wire = typeof import("./wire");
