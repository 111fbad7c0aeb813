/** Looks up every database of a file, and makes one report. */
import { toRfc3339 } from "../core/time";
import type { Warning } from "../core/warning";
import type { BackupsClient } from "../lookup/client";
import { listingNamed, listings } from "../vendors";
import type { FleetFile } from "./file/fleet-file";
import { judge, judgeDiscovery, judgeFailure } from "./judge";
import { type FindRegion, listWith, planFor, unlistedOf } from "./plan";
import type { Report, Row } from "./report";
import { countStates, states } from "./states";
import { lookupQuery, type Subject } from "./subject";

export interface RunOptions {
  readonly client: Pick<BackupsClient, "examine" | "instances">;
  readonly findRegion: FindRegion;
  readonly tool: Report["tool"];
  readonly now: () => Date;
  /** Called with the number of finished lookups, their total, and the number of failed ones. */
  readonly onProgress?: (done: number, total: number, failed: number) => void;
  /** Called with warnings about a list of instances. */
  readonly onWarning: (warning: Warning) => void;
  /** Returns the number of requests so far. */
  readonly requests: () => number;
  /** Whether to search the accounts for instances that the file does not name. */
  readonly withUnlisted: boolean;
}

/** Worst first. The order does not depend on the order of the answers. */
function worstFirst(a: Row, b: Row): number {
  const byState = states.indexOf(a.state) - states.indexOf(b.state);
  if (byState !== 0) return byState;
  // Databases without a restorable backup have no share of the limit, and come first.
  const share = (row: Row) => row.ageShare ?? (row.state === "unknown" ? 0 : Number.POSITIVE_INFINITY);
  const [x, y] = [share(a), share(b)];
  if (x !== y) return x > y ? -1 : 1;
  const key = (row: Row) =>
    [row.name, row.listing, row.region, row.instanceId ?? "", row.profile ?? "", row.line].join("\0");
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/** Rows of all subjects. A failure does not stop the others. */
function rowsOf(
  subjects: readonly Subject[],
  { client, now, onProgress }: RunOptions,
  clocks: Map<string, number>,
): Promise<readonly Row[]> {
  let [done, failed] = [0, 0];
  onProgress?.(0, subjects.length, 0);
  return Promise.all(
    subjects.map(async (subject) => {
      const { listing } = subject;
      let row: Row;
      try {
        const answer = await client.examine(listing, lookupQuery(subject));
        const cloud = listingNamed(listing).cloud.name;
        clocks.set(cloud, (Date.parse(answer.at) - now().getTime()) / 1000);
        row = judge(subject, answer, toRfc3339(now()));
      } catch (error) {
        row = judgeFailure(subject, error, toRfc3339(now()));
        failed += 1;
      }
      done += 1;
      onProgress?.(done, subjects.length, failed);
      return row;
    }),
  );
}

function askedOf(rows: readonly Row[], requests: number): Report["asked"] {
  const databases = rows.filter(({ instanceId }) => instanceId !== null);
  const failures: Partial<Record<string, number>> = {};
  for (const { error } of rows) if (error) failures[error.code] = (failures[error.code] ?? 0) + 1;
  return {
    databases: databases.length,
    listings: new Set(databases.map(({ listing }) => listing)).size,
    regions: new Set(databases.map(({ cloud, region }) => `${cloud} ${region}`)).size,
    answered: databases.filter(({ error }) => error === null).length,
    failures,
    backups: databases.reduce((sum, { listedCount }) => sum + (listedCount ?? 0), 0),
    requests,
  };
}

/**
 * Looks up every database of a file within the vendors' rates, each instance once.
 *
 * @throws BackupsError only for mistakes in the client's settings
 */
export async function runFleet(file: FleetFile, options: RunOptions): Promise<Report> {
  const { client, findRegion, now, tool } = options;
  const startedAt = toRfc3339(now());
  const list = listWith(client, options.onWarning);
  const plan = await planFor(file, list, findRegion);
  const clocks = new Map<string, number>();
  const answered = await rowsOf(plan.subjects, options, clocks);
  const coverage = options.withUnlisted ? await unlistedOf(file, plan, list) : undefined;
  const generatedAt = toRfc3339(now());
  const rows = [
    ...answered,
    ...plan.discoveries.flatMap(
      ({ target, discovery }) => judgeDiscovery(target, discovery, generatedAt) ?? [],
    ),
    ...plan.failures.map((failure) => judgeFailure(failure, failure.error, generatedAt)),
  ].sort(worstFirst);
  const clouds = [...new Set(listings.map(({ cloud }) => cloud))];
  return {
    schemaVersion: 1,
    tool,
    file: { path: file.path, sha256: file.sha256, entries: file.entries.length },
    startedAt,
    generatedAt,
    counts: countStates(rows),
    rows,
    discoveries: plan.discoveries.map(({ discovery }) => discovery),
    unlisted: coverage?.unlisted ?? null,
    unlistable: coverage?.unlistable ?? [],
    asked: askedOf(rows, options.requests()),
    clocks: clouds
      .filter(({ name }) => rows.some(({ cloud }) => cloud === name))
      .map(({ name, title }) => ({ vendor: title, aheadSeconds: clocks.get(name) ?? null })),
  };
}
