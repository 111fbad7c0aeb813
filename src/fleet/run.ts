/** Looks up every database of a file, and makes one report. */
import { toRfc3339 } from "../core/time";
import type { Warning } from "../core/warning";
import type { BackupsClient } from "../lookup/client";
import type { Examination } from "../lookup/result";
import { listings } from "../vendors";
import type { FleetFile } from "./file/fleet-file";
import { judge, judgeDiscovery, judgeFailure } from "./judge";
import { type FindRegion, listWith, planFor, unlistedOf } from "./plan";
import type { Report, Row } from "./report";
import { countStates, states } from "./states";
import { lookupQuery, NO_REGION, type Subject } from "./subject";

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

/** The backups of a database, or its error. */
export type Answer = { readonly subject: Subject } & (
  | { readonly found: Examination }
  | { readonly error: unknown }
);

/** Looks up all subjects at the same time. A failure does not stop the others. */
export function examineAll(
  subjects: readonly Subject[],
  { client, onProgress }: Pick<RunOptions, "client" | "onProgress">,
): readonly Promise<Answer>[] {
  let [done, failed] = [0, 0];
  onProgress?.(done, subjects.length, failed);
  return subjects.map(async (subject) => {
    try {
      return { subject, found: await client.examine(subject.listing, lookupQuery(subject)) };
    } catch (error) {
      failed += 1;
      return { subject, error };
    } finally {
      done += 1;
      onProgress?.(done, subjects.length, failed);
    }
  });
}

async function rowOf(asked: Promise<Answer>, now: () => Date, clocks: Map<string, number>): Promise<Row> {
  const { subject, ...answer } = await asked;
  const askedAt = now();
  try {
    if ("error" in answer) throw answer.error;
    const row = judge(subject, answer.found, toRfc3339(askedAt));
    clocks.set(row.cloud, (Date.parse(answer.found.at) - askedAt.getTime()) / 1000);
    return row;
  } catch (error) {
    return judgeFailure(subject, error, toRfc3339(askedAt));
  }
}

function askedOf(rows: readonly Row[], requests: number): Report["asked"] {
  const databases = rows.filter(({ instanceId }) => instanceId !== null);
  const placed = databases.filter(({ region }) => region !== NO_REGION);
  const failures: Partial<Record<string, number>> = {};
  for (const { error } of rows) if (error) failures[error.code] = (failures[error.code] ?? 0) + 1;
  return {
    databases: databases.length,
    listings: new Set(databases.map(({ listing }) => listing)).size,
    regions: new Set(placed.map(({ cloud, region }) => `${cloud} ${region}`)).size,
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
  const asked = examineAll(plan.subjects, options);
  const answered = await Promise.all(asked.map((each) => rowOf(each, now, clocks)));
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
