/** Reads whole listings through their vendors' APIs. */
import type { Backup } from "../core/backup";
import { quotable } from "../core/errors";
import type { DatabaseInstance } from "../core/instance";
import { toJson } from "../core/json";
import {
  type BackupOperation,
  type Listing,
  type ListingQuery,
  operationFor,
  type Row,
  type Sweep,
} from "../listings/listing";
import { CLOCK_MARGIN_MS } from "../listings/window";
import { backupOf } from "./backup-row";
import { refusing } from "./documented";
import { instanceOf } from "./instance-row";
import { type Identity, type Reader, readRows, type Turned } from "./read-rows";
import { pathOf, sweepsOf } from "./request";
import { idIn } from "./row";

/** Key of a row: the operation's own, else its ID, else its whole content. */
function identityOf({ key, fields }: BackupOperation, row: Row, sweep: Sweep): Identity {
  const { id } = idIn(fields, row);
  if (id === "") return { key: `a row without an ID: ${toJson(row)}`, isAnonymous: true };
  return { key: key?.(id, row, sweep) ?? id, isAnonymous: false };
}

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
  const turn = (row: Row, sweep: Sweep, { key, isAnonymous }: Identity) => {
    const item = refusing(
      operation,
      reader.secrets,
      () => `${isAnonymous ? "a backup without an ID" : `backup ${quotable(key, 100)}`}: `,
      () => backupOf(operation, row, query, sweep, reader.secrets),
    );
    const time = msOf(item.startedAt);
    reader.clock.hasSeen(time);
    reader.clock.hasSeen(msOf(item.finishedAt));
    return { time, state: item.status, item };
  };
  const readSweeps = (sweeps: readonly Sweep[]) =>
    readRows(
      {
        listing,
        operation,
        region: query.region,
        path: pathOf(operation, listing, query, reader.own),
        sweeps,
        identify: (row, sweep) => identityOf(operation, row, sweep),
        turn,
      },
      reader,
    );
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
    const item = refusing(
      operation,
      reader.secrets,
      () => "an instance: ",
      () => instanceOf(operation, row, region),
    );
    return { time: null, state: item.state, item };
  };
  return await readInstanceRows(listing, region, operation.sweeps ?? [{}], turn, reader);
}

function readInstanceRows<Item>(
  listing: Listing,
  region: string,
  sweeps: readonly Sweep[],
  turn: (row: Row) => Turned<Item>,
  reader: Reader,
): Promise<readonly Item[]> {
  const { instances: operation } = listing;
  const common: Sweep = operation.region === undefined ? {} : { [operation.region]: region };
  return readRows(
    {
      listing,
      operation,
      region,
      path: pathOf(operation, listing, { region }, reader.own),
      sweeps: sweeps.map((sweep) => ({ ...sweep, ...common })),
      identify: (row) => {
        const { id } = idIn(operation.fields, row);
        return { key: id, isAnonymous: id === "" };
      },
      turn,
    },
    reader,
  );
}
