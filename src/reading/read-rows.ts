/** Reads all rows that an operation lists, each once. */

import type { OwnValues } from "../clouds/cloud";
import { BackupsError, quotable } from "../core/errors";
import { toJson } from "../core/json";
import type { BackupOperation, Listing, ListingQuery, Operation, Row, Sweep } from "../listings/listing";
import { type Call, outOfTime, type Transport } from "../transport/transport";
import { pageParser, refusing } from "./documented";
import type { Listed, Page, PageAnswer } from "./page";
import { CHANGING, readAllPages } from "./paging";
import { aboutRefused, isRefusedByName } from "./refused-sweep";
import { pageParameters, pathOf } from "./request";
import { idIn } from "./row";

/** What a read needs besides the query. */
export interface Reader extends Pick<Call, "endpoint" | "credentials" | "signal" | "deadline" | "clock"> {
  readonly transport: Transport;
  readonly own: OwnValues;
  /** Secret parts of all used keys. */
  readonly secrets: ReadonlySet<string>;
  /** Identifies listing, address, region and account. */
  readonly place: readonly unknown[];
  /** The missing parts of the result, as whole sentences. */
  readonly missing: Set<string>;
}

/** A turned row; `time` and `state` are those of {@link Listed}. */
type Turned<Item> = Pick<Listed, "time" | "state"> & { readonly item: Item };

type Keyed<Item> = Listed & Turned<Item>;

/** For a page that is read again only to compare its keys. */
const UNTURNED = { time: null, state: "", item: undefined };

/** An operation, its requests without pages, and the function that turns rows. */
export interface Question<Item> {
  readonly listing: Listing;
  readonly operation: Operation<never> & Pick<BackupOperation, "key">;
  readonly query: Pick<ListingQuery, "region"> & Partial<ListingQuery>;
  readonly sweeps: readonly Sweep[];
  /** What a row is. */
  readonly what: "backup" | "instance";
  /** @throws BadRow if a row cannot be read */
  readonly turn: (row: Row, sweep: Sweep) => Turned<Item>;
}

/** Identifies a row: by the operation's own key, else its ID, else its whole content. */
function identityOf({ key, fields }: Question<unknown>["operation"], row: Row, sweep: Sweep) {
  const { id } = idIn(fields, row);
  if (id === "") return { key: `a row without an ID: ${toJson(row)}`, isAnonymous: true };
  return { key: key?.(id, row, sweep) ?? id, isAnonymous: false };
}

/**
 * All rows of a question, each once.
 *
 * @throws BackupsError if the listing cannot be read completely
 */
export async function readRows<Item>(
  { listing, operation, query, sweeps, what, turn }: Question<Item>,
  { transport, ...reader }: Reader,
): Promise<readonly Item[]> {
  const { region } = query;
  const path = pathOf(operation, listing, query, reader.own);
  const parse = pageParser(operation, reader.secrets);
  const keyed = (row: Row, sweep: Sweep, again = false): Keyed<Item> => {
    const identity = identityOf(operation, row, sweep);
    const { key, isAnonymous } = identity;
    const named = () => `${isAnonymous ? "a row without an ID" : `${what} ${quotable(key, 100)}`}: `;
    const turned = () => turn(row, sweep);
    return Object.assign(
      identity,
      again ? (UNTURNED as Turned<Item>) : refusing(operation, reader.secrets, named, turned),
    );
  };
  const fetch = async (sweep: Sweep, asked: Page): Promise<PageAnswer<Keyed<Item>>> => {
    const payload = await transport.send({
      ...reader,
      cloud: listing.cloud,
      call: {
        service: listing.service,
        version: operation.version,
        action: operation.action,
        region,
        path,
        method: operation.method,
        parameters: { ...sweep, ...pageParameters(operation, asked) },
      },
      requestsPerSecond: listing.requestsPerSecond,
    });
    // Receive all answers that are there before parsing one: the rate limit measures how long each took.
    await new Promise(setImmediate);
    const { rows, ...answer } = parse(payload);
    // Page by page, so that memory does not hold whole answers.
    const page = { ...answer, rows: rows.map((row) => keyed(row, sweep, asked.again)) };
    if (reader.deadline.isOver) throw outOfTime(reader);
    return page;
  };
  const readSweep = (sweep: Sweep) =>
    readAllPages<Keyed<Item>>({
      pageSize: operation.page.largest,
      fetch: (page) => fetch(sweep, page),
    }).catch((error: unknown) => {
      if (isRefusedByName(operation, sweep, error)) return { sweep, error };
      throw error;
    });
  const readSweeps = async () => {
    const outcomes = await Promise.all(sweeps.map(readSweep));
    const refused = outcomes.flatMap((outcome) => ("error" in outcome ? [outcome] : []));
    const [first] = refused;
    if (first && refused.length === sweeps.length) throw first.error;
    for (const { sweep, error } of refused) reader.missing.add(aboutRefused(operation, sweep, error));
    return outcomes.flatMap((outcome) => ("error" in outcome ? [] : [outcome]));
  };
  let rows = merged(await readSweeps());
  // A backup may have ended between two sweeps.
  if (typeof rows === "string") rows = merged(await readSweeps());
  if (typeof rows !== "string") return rows.map(({ item }) => item);
  throw new BackupsError(
    "invalid-response",
    `${quotable(rows, 100)} is listed twice, in different states, in each of two readings`,
    { hint: CHANGING },
  );
}

/**
 * The rows of all sweeps, each once: windows share their borders, so two may list the same backup. If two list one in
 * different states, its key.
 */
function merged<Item>(read: readonly (readonly Keyed<Item>[])[]): readonly Keyed<Item>[] | string {
  const [first] = read;
  if (first && read.length === 1) return first;
  const rows = new Map<unknown, Keyed<Item>>();
  for (const row of read.flat()) {
    const key = row.isAnonymous ? row : row.key;
    if ((rows.get(key) ?? row).state !== row.state) return row.key;
    rows.set(key, row);
  }
  return [...rows.values()];
}
