/** Parsing of what vendors send: strict in what is needed, patient in how it is written. */
import { z } from "zod";

export { z };

/** An ID: text, or an integer of any size; always text afterwards. */
export const id = z
  .union([z.string().trim().min(1), z.number().int(), z.bigint()])
  .transform((value) => String(value));

const DIGITS = /^\d+$/;

/** A whole number of any size: JSON integer or digits in a string. */
const whole = z
  .union([z.number().int(), z.bigint(), z.string().trim().regex(DIGITS, "expected a whole number")])
  .transform((value) => {
    const exact = BigInt(value);
    return exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact;
  });

/** Bytes; absent, null and empty mean that the size is not known. */
export const bytes = z.union([z.literal("").transform(() => null), whole]).nullish();

/** A count, such as the total of a listing. */
export const count = z
  .union([
    z.number().int().nonnegative(),
    z
      .string()
      .trim()
      .regex(/^\d{1,15}$/, "expected a whole number"),
  ])
  .transform(Number);

/** A status or flag: an integer, also where it is written as text. */
export const code = z
  .union([
    z.number().int(),
    z
      .string()
      .trim()
      .regex(/^-?\d{1,15}$/, "expected a whole number"),
  ])
  .transform(Number);

/** Text that may be missing; numbers become text. */
export const optionalText = z
  .union([z.string(), z.number(), z.bigint(), z.boolean()])
  .transform((value) => String(value))
  .nullish();

/** Text that must be there. */
export const text = z.string();

/** A list that vendors set to null, or leave out, when it is empty. */
export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item).nullish();
}

/**
 * A page of a listing from its total and its list, which only an empty listing may leave out.
 *
 * @param path the list in the vendor's spelling
 * @param lists the same list under each of its names
 */
export function page<Row>(
  context: z.RefinementCtx,
  path: readonly string[],
  total: number,
  ...lists: readonly (readonly Row[] | null | undefined)[]
): { total: number; rows: readonly Row[] } {
  if (total > 0 && lists.every((rows) => rows === undefined)) {
    context.addIssue({ code: "custom", path: [...path], message: "missing, although the total is not 0" });
  }
  return { total, rows: lists.flatMap((rows) => rows ?? []) };
}

/** What {@link Operation.answer} gets to build its schema from. */
export type Wire = typeof import("./wire");
