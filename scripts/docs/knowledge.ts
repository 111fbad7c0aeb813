/** What the pages know of a listing besides its code: sample rows, and notes for people. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ArgumentValues } from "../../src/argument";
import type { Listing } from "../../src/listings/listing";

/** The answer of one operation, as the vendor documents it. */
export interface AnswerSample {
  /** A page of the vendor's answer that holds one row. */
  readonly page: (row: Readonly<Record<string, unknown>>) => unknown;
  /**
   * Every field of a row, with at least two values that differ; of a status, type or flag all that are documented.
   * The first values together are a row that can be restored.
   */
  readonly fields: Readonly<Record<string, readonly [unknown, unknown, ...unknown[]]>>;
}

/** What `scripts/docs/fields/<listing>.ts` exports. */
export interface Knowledge {
  /** Arguments of the examples besides instance and region. */
  readonly example?: ArgumentValues;
  /** The answers, by the operation's name. */
  readonly answers: Readonly<Record<string, AnswerSample>>;
}

/** The instance that sample rows belong to. */
export const SAMPLE_INSTANCE = "instance-of-the-sample";

/**
 * Finds a listing's samples.
 *
 * @throws Error that names the file to write
 */
export function knowledgeOf(listing: Listing): Knowledge {
  const file = `scripts/docs/fields/${listing.name}.ts`;
  const found = (require(join(__dirname, "fields", listing.name)) as { knowledge?: Knowledge }).knowledge;
  if (!found) throw new Error(`${file} does not export knowledge: see scripts/docs/knowledge.ts`);
  return found;
}

/** Reads a listing's notes: caveats written by hand. */
export function notesOf(listing: Listing): string {
  return readFileSync(join(__dirname, "notes", `${listing.name}.md`), "utf8").trim();
}
