/** Looks up every database of a file, and makes one report. */
import type { BackupsError } from "../core/errors";
import { shellWord } from "../core/shell-word";
import type { Warning } from "../core/warning";
import type { BackupsClient } from "../lookup/client";
import { listingNamed, listings } from "../vendors";
import { checked } from "./criteria/evidence";
import type { FleetEntry, FleetFile } from "./file/fleet-file";
import { judge, judgeFailure, muted } from "./judge";
import { type FindRegion, type ListInstances, listWith, type Plan, planFor, unlistedOf } from "./plan";
import type { Report, Row } from "./report";
import { countStates, states } from "./states";
import { lookupQuery, placeKey, type Subject } from "./subject";
import { counted } from "./words";

/** Options of a run. */
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

const utc = (date: Date) => `${date.toISOString().slice(0, 19)}Z`;

/** Worst first. The order does not depend on the order of the answers. */
export function worstFirst(a: Row, b: Row): number {
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

/** A row for an `instances: all` entry that found too few instances, or could not list them. */
function discoveryRow(
  { entry, found, atLeast, error, ...place }: Plan["discoveries"][number],
  askedAt: string,
): Row | undefined {
  if (found !== null && found >= atLeast) return undefined;
  const subject = groupSubject(entry, place);
  const cause = error as BackupsError | undefined;
  const row = judgeFailure(subject, cause, askedAt);
  const command = `npx cdktf-backups instances ${place.listing} --region ${shellWord(place.region)}${place.profile ? ` --profile ${shellWord(place.profile)}` : ""}`;
  if (found === null) return { ...row, instanceId: null, command };
  const amount = counted(found, "instance was", "instances were");
  return {
    ...row,
    instanceId: null,
    command,
    error: null,
    checks: [checked("instances", "Instances", String(found), `at least ${atLeast}`, "fails")],
    ...muted(
      subject,
      "failing",
      {
        what: `${amount} found, and there must be at least ${atLeast}.`,
        next: "See whether the region, the account and its permissions are the right ones; lower at_least if instances were deleted on purpose.",
        since: null,
      },
      Date.parse(askedAt),
    ),
  };
}

function groupSubject(
  entry: FleetEntry,
  place: { readonly region: string; readonly profile: string | null },
): Subject {
  const { listing, labels, line, query, limits, ignore } = entry;
  const { region } = place;
  return {
    listing,
    labels,
    line,
    query,
    limits,
    ignore,
    region,
    profile: place.profile ?? undefined,
    instanceId: "all",
    name: `all of ${listing}`,
  };
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
        row = judge(subject, answer, utc(now()));
      } catch (error) {
        row = judgeFailure(subject, error, utc(now()));
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
  const startedAt = now();
  const listed = new Map<string, ReturnType<ListInstances>>();
  const listOnce = listWith(client, options.onWarning);
  const list: ListInstances = (place) => {
    const key = placeKey(place);
    const known = listed.get(key) ?? listOnce(place);
    listed.set(key, known);
    return known;
  };
  const plan = await planFor(file, list, findRegion);
  const clocks = new Map<string, number>();
  const answered = await rowsOf(plan.subjects, options, clocks);
  const coverage = options.withUnlisted ? await unlistedOf(file, plan, list) : undefined;
  const generatedAt = now();
  const asked = utc(generatedAt);
  const rows = [
    ...answered,
    ...plan.discoveries.flatMap((discovery) => discoveryRow(discovery, asked) ?? []),
    ...plan.failures.map(({ subject, error }) => judgeFailure(subject, error, asked)),
  ].sort(worstFirst);
  const clouds = [...new Set(listings.map(({ cloud }) => cloud))];
  return {
    schemaVersion: 1,
    tool,
    file: { path: file.path, sha256: file.sha256, entries: file.entries.length },
    startedAt: utc(startedAt),
    generatedAt: asked,
    counts: countStates(rows),
    rows,
    discoveries: plan.discoveries.map(({ entry: _entry, error: _error, ...discovery }) => discovery),
    unlisted:
      coverage?.unlisted.map(({ listing, region, profile, instance }) => ({
        name: instance.name,
        listing,
        region,
        profile: profile ?? null,
        instanceId: instance.id,
      })) ?? null,
    unlistable: coverage?.unlistable ?? [],
    asked: askedOf(rows, options.requests()),
    clocks: clouds
      .filter(({ name }) => rows.some(({ cloud }) => cloud === name))
      .map(({ name, title }) => ({ vendor: title, aheadSeconds: clocks.get(name) ?? null })),
  };
}
