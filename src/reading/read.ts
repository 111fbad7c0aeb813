/** Reads whole listings through their vendors' APIs. */
import type { core, ZodMiniType } from "zod/mini";
import type { Keys, OwnValues } from "../clouds/cloud";
import type { Backup } from "../core/backup";
import { BackupsError, quotable } from "../core/errors";
import type { DatabaseInstance } from "../core/instance";
import { toJson } from "../core/json";
import {
  type BackupOperation,
  type Listing,
  type ListingQuery,
  type Operation,
  operationFor,
  type Row,
  type Sweep,
} from "../listings/listing";
import { CLOCK_MARGIN_MS } from "../listings/window";
import type { Deadline } from "../transport/deadline";
import type { ServerClock } from "../transport/server-clock";
import { outOfTime, type Transport } from "../transport/transport";
import type { Page, PageAnswer } from "./page";
import { CHANGING, readAllPages } from "./paging";
import { aboutRefused, isRefusedByName } from "./refused-sweep";
import { pageParameters, pathOf, sweepsOf } from "./request";
import { BadRow, backupOf, idIn, instanceOf } from "./row";

/** Tools that a read needs besides the query. */
export interface Reader {
  readonly transport: Transport;
  readonly endpoint: URL;
  readonly credentials: Keys;
  /** The settings that only this vendor has. */
  readonly own: OwnValues;
  /** Secret parts of all used keys. */
  readonly secrets: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
  readonly clock: ServerClock;
  /** Called with a warning about missing parts of an answer that is used anyway. */
  readonly warn: (text: string) => void;
}

const HINT =
  "The vendor's answer is not what it documents, so it is not trusted. Please report it, without keys.";

function unlikeDocumented(action: string, problem: string): BackupsError {
  return new BackupsError(
    "invalid-response",
    `the answer of ${action} is not what is documented: ${problem}`,
    { hint: HINT },
  );
}

/** The first problem, with its path and value. */
function problemIn(error: core.$ZodError, secrets: readonly string[]): string {
  const [issue] = error.issues;
  const path = issue?.path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("");
  const { input } = issue ?? {};
  const got =
    input === undefined || (typeof input === "object" && input !== null)
      ? ""
      : `got ${quotable(typeof input === "string" ? JSON.stringify(input) : String(input), 40, secrets)}, `;
  return quotable(`${path?.replace(/^\./, "") || "the answer"}: ${got}${issue?.message}`, 300, secrets);
}

/** Parses pages. zod is loaded with the first one. */
function pageParser(
  operation: Operation<never>,
  secrets: ReadonlySet<string>,
): (payload: unknown) => PageAnswer<Row> {
  let schema: ZodMiniType<PageAnswer<Row>> | undefined;
  return (payload) => {
    schema ??= (require("./schema") as typeof import("./schema")).pageOf(operation);
    const parsed = schema.safeParse(payload, { reportInput: true });
    if (parsed.success) return parsed.data;
    throw unlikeDocumented(operation.action, problemIn(parsed.error, [...secrets]));
  };
}

/**
 * Runs `turn`; a BadRow becomes an invalid-response error that names the row. Fields are named by their path,
 * because a bare name might be an argument's.
 */
function refusing<Result>(
  { action, rows: [list] }: Operation<never>,
  { secrets }: Reader,
  what: () => string,
  turn: () => Result,
): Result {
  try {
    return turn();
  } catch (error) {
    if (!(error instanceof BadRow)) throw error;
    const path = quotable(`${list}[].${error.path}`, 100);
    const problem = quotable(error.message, 300, [...secrets]);
    throw unlikeDocumented(action, `${what()}${path}: ${problem}`);
  }
}

/** A turned row with its key and time. */
interface Keyed<Item> {
  readonly key: string;
  /** Whether it has no ID: equal rows are then different backups. */
  readonly isAnonymous: boolean;
  /** Milliseconds, or null. */
  readonly time: number | null;
  readonly state: string;
  readonly item: Item;
}

/** An operation, its requests without pages, and the function that converts rows. */
interface Question<Item> {
  readonly listing: Listing;
  readonly operation: Operation<never>;
  readonly region: string;
  readonly path?: string;
  readonly sweeps: readonly Sweep[];
  readonly keyed: (row: Row, sweep: Sweep) => Keyed<Item>;
}

/**
 * All rows of a question, each once.
 *
 * @throws BackupsError if the listing cannot be read completely
 */
async function readAll<Item>(
  { listing, operation, region, path, sweeps, keyed }: Question<Item>,
  { transport, ...reader }: Reader,
): Promise<readonly Item[]> {
  const parse = pageParser(operation, reader.secrets);
  const fetch = async (sweep: Sweep, asked: Page): Promise<PageAnswer<Keyed<Item>>> => {
    const { rows, ...answer } = parse(
      await transport.send({
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
      }),
    );
    // Turn rows page by page, so that the rest of an answer is not kept in memory.
    const page = { ...answer, rows: rows.map((row) => keyed(row, sweep)) };
    if (reader.deadline.isOver) throw outOfTime(reader);
    return page;
  };
  const readSweep = (sweep: Sweep) =>
    readAllPages<Keyed<Item>>({
      pageSize: operation.page.largest,
      key: ({ key }) => key,
      isAnonymous: ({ isAnonymous }) => isAnonymous,
      time: ({ time }) => time,
      state: ({ state }) => state,
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
    for (const { sweep, error } of refused) reader.warn(aboutRefused(operation, sweep, error));
    return outcomes.flatMap((outcome) => ("error" in outcome ? [] : [outcome]));
  };
  let read = await readSweeps();
  // A backup that ended between two sweeps is equal in both when they are read again.
  if (contradictedIn(read) !== undefined) read = await readSweeps();
  const contradicted = contradictedIn(read);
  if (contradicted !== undefined) {
    throw new BackupsError(
      "invalid-response",
      `${quotable(contradicted, 100)} is listed twice, in different states, in each of two readings`,
      { hint: CHANGING },
    );
  }
  const rows = read.flat();
  // Windows share their borders: a backup on one is listed by both.
  return (
    read.length === 1
      ? rows
      : [...new Map(rows.map((row) => [row.isAnonymous ? row : row.key, row])).values()]
  ).map(({ item }) => item);
}

/** Key of a row that two sweeps list in different states, if any. */
function contradictedIn(read: readonly (readonly Keyed<unknown>[])[]): string | undefined {
  if (read.length === 1) return undefined;
  const states = new Map<string, string>();
  for (const { key, state, isAnonymous } of read.flat()) {
    if (isAnonymous) continue;
    if ((states.get(key) ?? state) !== state) return key;
    states.set(key, state);
  }
  return undefined;
}

/** Key of a row: the operation's own, else its ID, else its whole content. */
function keyOf({ key, fields }: BackupOperation, row: Row, sweep: Sweep) {
  const { id } = idIn(fields, row);
  if (id === "") return { key: `a row without an ID: ${toJson(row)}`, isAnonymous: true };
  return { key: key?.(id, row, sweep) ?? id, isAnonymous: false };
}

/**
 * All backups of an instance.
 *
 * @throws BackupsError if the listing cannot be read completely
 */
export async function readBackups(
  listing: Listing,
  query: ListingQuery,
  reader: Reader,
): Promise<readonly Backup[]> {
  const operation = operationFor(listing, query.arguments);
  const keyed = (row: Row, sweep: Sweep): Keyed<Backup> => {
    const { key, isAnonymous } = keyOf(operation, row, sweep);
    const item = refusing(
      operation,
      reader,
      () => `${isAnonymous ? "a backup without an ID" : `backup ${quotable(key, 100)}`}: `,
      () => backupOf(operation, row, query, sweep, reader.secrets),
    );
    const [time = null, finished = null] = [item.startedAt, item.finishedAt].map((at) =>
      at === null ? null : Date.parse(at),
    );
    reader.clock.hasSeen(time);
    reader.clock.hasSeen(finished);
    return { key, isAnonymous, time, state: item.status, item };
  };
  const readSweeps = (sweeps: readonly Sweep[]) =>
    readAll(
      {
        listing,
        operation,
        region: query.region,
        path: pathOf(operation, listing, query, reader.own),
        sweeps,
        keyed,
      },
      reader,
    );
  const sweeps = sweepsOf(listing, operation, query);
  let backups = await readSweeps(sweeps);
  // By a clock that is behind, a window up to now ends before the newest backups.
  const now = reader.clock.now();
  if (now.getTime() - query.now.getTime() > CLOCK_MARGIN_MS) {
    const later = sweepsOf(listing, operation, { ...query, now });
    if (JSON.stringify(later) !== JSON.stringify(sweeps)) backups = await readSweeps(later);
  }
  return refusing(
    operation,
    reader,
    () => "",
    () => operation.combine?.(backups, { ...query, now }) ?? backups,
  );
}

/**
 * The row of one instance in the list of instances, as the vendor wrote it; undefined if it has none.
 *
 * @param narrowing parameters that narrow the list to it
 * @throws BackupsError if the list cannot be read completely
 */
export async function readInstanceRow(
  listing: Listing,
  region: string,
  instanceId: string,
  narrowing: Sweep,
  reader: Reader,
): Promise<Row | undefined> {
  const { instances: operation } = listing;
  const keyed = (row: Row): Keyed<readonly [string, Row]> => {
    const { id } = idIn(operation.fields, row);
    return { key: id, isAnonymous: id === "", time: null, state: "", item: [id, row] };
  };
  const rows = await readAll(
    {
      listing,
      operation,
      region,
      path: pathOf(operation, listing, { region }, reader.own),
      sweeps: [{ ...narrowing, ...(operation.region && { [operation.region]: region }) }],
      keyed,
    },
    reader,
  );
  return rows.find(([id]) => id === instanceId)?.[1];
}

/**
 * All instances of a region, lookable or not.
 *
 * @throws BackupsError if the listing cannot be read completely
 */
export async function readInstances(
  listing: Listing,
  region: string,
  reader: Reader,
): Promise<readonly DatabaseInstance[]> {
  const { instances: operation } = listing;
  const keyed = (row: Row): Keyed<DatabaseInstance> => {
    const item = refusing(
      operation,
      reader,
      () => "an instance: ",
      () => instanceOf(operation, row, region),
    );
    return { key: item.id, isAnonymous: false, time: null, state: item.state, item };
  };
  const common: Sweep = operation.region === undefined ? {} : { [operation.region]: region };
  return await readAll(
    {
      listing,
      operation,
      region,
      path: pathOf(operation, listing, { region }, reader.own),
      sweeps: (operation.sweeps ?? [{}]).map((sweep) => ({ ...sweep, ...common })),
      keyed,
    },
    reader,
  );
}
