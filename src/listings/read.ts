/** Reads a whole listing through its vendor's API. */
import type { core } from "zod/mini";
import type { Backup } from "../backup";
import type { Credentials } from "../clouds/cloud";
import { BackupsError, quotable } from "../errors";
import type { Deadline } from "../transport/deadline";
import type { Transport } from "../transport/transport";
import {
  BadRow,
  type Listing,
  type ListingQuery,
  type Operation,
  type Page,
  type PageAnswer,
  type Sweep,
} from "./listing";
import { readAllPages } from "./paging";
import type { Wire } from "./wire";

/** What a read needs besides the question. */
export interface Reader {
  readonly transport: Transport;
  readonly endpoint: URL;
  readonly credentials: Credentials;
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
}

const HINT =
  "The vendor's answer is not what it documents, so it is not trusted. Please report it, without keys.";

/** A backup with what its row is told apart and ordered by. */
interface Keyed {
  readonly key: string;
  /** In milliseconds. */
  readonly time: number | null;
  readonly backup: Backup;
}

/** Parses pages; the first thing that does not fit is named by its path. zod is loaded with the first page. */
function pageParser<Row>(operation: Operation<Row>): (payload: unknown) => PageAnswer<Row> {
  let schema: ReturnType<Operation<Row>["answer"]> | undefined;
  return (payload) => {
    schema ??= operation.answer(require("./wire") as Wire);
    const parsed = schema.safeParse(payload);
    if (parsed.success) return parsed.data;
    throw unlikeDocumented(operation, parsed.error);
  };
}

function unlikeDocumented({ action }: Pick<Operation<never>, "action">, error: core.$ZodError): BackupsError {
  const [issue] = error.issues;
  const path = issue?.path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("");
  return new BackupsError(
    "invalid-response",
    `the answer of ${action} is not what is documented: ${path?.replace(/^\./, "") || "the answer"}: ${issue?.message}`,
    { hint: HINT },
  );
}

function toBackup<Row>(operation: Operation<Row>, row: Row, query: ListingQuery): Backup {
  try {
    return operation.backup(row, query);
  } catch (error) {
    if (!(error instanceof BadRow)) throw error;
    throw new BackupsError(
      "invalid-response",
      `the answer of ${operation.action} is not what is documented: backup ${quotable(operation.key(row), 100)}: ${quotable(error.path, 100)}: ${quotable(error.message, 300)}`,
      { hint: HINT },
    );
  }
}

function keyed<Row>(operation: Operation<Row>, row: Row, query: ListingQuery): Keyed {
  const backup = toBackup(operation, row, query);
  const time = backup.startedAt === null ? null : Date.parse(backup.startedAt);
  return { key: operation.key(row), time, backup };
}

/**
 * All backups of an instance.
 *
 * @throws BackupsError when the listing cannot be read whole
 */
export async function readListing(
  listing: Listing,
  query: ListingQuery,
  reader: Reader,
): Promise<readonly Backup[]> {
  const operation: Operation<unknown> = listing.operation(query);
  const parsed = pageParser(operation);
  // Rows become backups page by page, so that nothing else of an answer is kept.
  const parse = (payload: unknown): PageAnswer<Keyed> => {
    const { total, rows } = parsed(payload);
    return { total, rows: rows.map((row) => keyed(operation, row, query)) };
  };
  const fetch = async (sweep: Sweep, page: Page) =>
    parse(
      await reader.transport.send({
        cloud: listing.cloud,
        call: {
          service: listing.service,
          version: operation.version,
          action: operation.action,
          region: query.region,
          path: operation.path?.(query),
          parameters: { ...sweep, ...operation.page(page) },
        },
        endpoint: reader.endpoint,
        credentials: reader.credentials,
        requestsPerSecond: listing.requestsPerSecond,
        signal: reader.signal,
        deadline: reader.deadline,
      }),
    );
  const sweeps = await Promise.all(
    operation.sweeps(query).map((sweep) =>
      readAllPages<Keyed>({
        pageSize: operation.pageSize,
        key: ({ key }) => key,
        time: ({ time }) => time,
        fetch: (page) => fetch(sweep, page),
      }),
    ),
  );
  // Windows share their borders: a backup on one is listed by both.
  const rows = new Map(sweeps.flat().map(({ key, backup }) => [key, backup]));
  const backups = [...rows.values()];
  return operation.combine?.(backups, query) ?? backups;
}
