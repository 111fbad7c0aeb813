/** Reads whole listings through their vendors' APIs. */
import type { Backup } from "../core/backup";
import type { DatabaseInstance } from "../core/instance";
import { type Listing, type ListingQuery, operationFor, type Row, type Sweep } from "../listings/listing";
import { CLOCK_MARGIN_MS } from "../listings/window";
import { backupOf } from "./backup-row";
import { refusing } from "./documented";
import { instanceOf } from "./instance-row";
import { type Question, type Reader, readRows } from "./read-rows";
import { sweepsOf } from "./request";
import { idIn } from "./row";

const msOf = (at: string | null) => (at === null ? null : Date.parse(at));

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
  const turn = (row: Row, sweep: Sweep) => {
    const item = backupOf(operation, row, query, sweep, reader.secrets);
    const time = msOf(item.startedAt);
    reader.clock.hasSeen(time);
    reader.clock.hasSeen(msOf(item.finishedAt));
    return { time, state: item.status, item };
  };
  const readSweeps = (sweeps: readonly Sweep[]) =>
    readRows({ listing, operation, query, sweeps, what: "backup", turn }, reader);
  const sweeps = sweepsOf(listing, operation, query);
  let backups = await readSweeps(sweeps);
  // If this machine's clock is behind, the window ended before the newest backups.
  const now = reader.clock.now();
  if (now.getTime() - query.now.getTime() > CLOCK_MARGIN_MS) {
    const later = sweepsOf(listing, operation, { ...query, now });
    if (JSON.stringify(later) !== JSON.stringify(sweeps)) backups = await readSweeps(later);
  }
  return refusing(
    operation,
    reader.secrets,
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
  const turn = (row: Row) => ({ time: null, state: "", item: row });
  const rows = await readInstanceRows(listing, region, [narrowing], turn, reader);
  return rows.find((row) => idIn(operation.fields, row).id === instanceId);
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
  const turn = (row: Row) => {
    const item = instanceOf(operation, row, region);
    return { time: null, state: item.state, item };
  };
  return await readInstanceRows(listing, region, operation.sweeps ?? [{}], turn, reader);
}

function readInstanceRows<Item>(
  listing: Listing,
  region: string,
  sweeps: readonly Sweep[],
  turn: Question<Item>["turn"],
  reader: Reader,
): Promise<readonly Item[]> {
  const { instances: operation } = listing;
  const common: Sweep = operation.region === undefined ? {} : { [operation.region]: region };
  return readRows(
    {
      listing,
      operation,
      query: { region },
      sweeps: sweeps.map((sweep) => ({ ...sweep, ...common })),
      what: "instance",
      turn,
    },
    reader,
  );
}
