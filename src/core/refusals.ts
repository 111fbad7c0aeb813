/** Why a backup is not eligible. Pure. */
import { type Backup, type BackupType, doubtAbout, type Refusal } from "./backup";
import type { ReasonCode } from "./codes";
import { type SelectionOptions, timeOf } from "./selection-options";

const REFUSED_TYPES: readonly BackupType[] = ["incremental", "partial"];

/** Tolerance for differences between clocks. */
export const TOLERATED_AHEAD_MS = 5 * 60_000;

/** Whether a backup is one of several shards. */
export function isSet({ ids, missingShards }: Backup): boolean {
  return ids.length > 1 || missingShards.length > 0;
}

/** A reason that is the vendor's data. */
function gap(code: ReasonCode, reason: string, clause: string): Refusal {
  return { code, reason, clause, remedy: "`cdktf-backups list` shows it." };
}

/** The vendor does not document the words that become `unknown`. */
function unfitWord(name: "status" | "type" | "method" | "trigger", word: string): Refusal {
  const reason = `${name} ${word}`;
  return word === "unknown" ? gap(name, reason, `its ${name} is unknown`) : { code: name, reason };
}

/** Refuses a backup whose data may be from outside the window. */
function* refusalsByInstant(
  { consistentFrom, consistentTo }: Backup,
  { consistentAfter, consistentBefore }: SelectionOptions,
): Generator<Refusal> {
  // A backup without a time has its own refusal.
  if (consistentFrom === null) return;
  if (consistentAfter && Date.parse(consistentFrom) < timeOf(consistentAfter)) {
    yield { code: "data-before", reason: `may be from before ${consistentAfter}` };
  }
  if (consistentBefore && Date.parse(consistentTo ?? consistentFrom) > timeOf(consistentBefore)) {
    yield { code: "data-after", reason: `may be from after ${consistentBefore}` };
  } else if (consistentBefore && consistentTo === null) {
    yield gap("end-unknown", "end unknown", "its end is unknown, so it may contain later data");
  }
}

/** All reasons, the most important first. Expiry is by the vendor's clock, because the vendor deletes by it. */
export function* refusalsOf(backup: Backup, options: SelectionOptions, vendorsNow: Date): Generator<Refusal> {
  const { missingShards, expiresAt, sizeBytes } = backup;
  const { types, methods, triggers, startedAfter, startedBefore, minSizeBytes } = options;
  const doubt = doubtAbout(backup);
  const lacks = `lacks shard ${missingShards.join(", ")}`;
  const doubtful: Refusal | undefined = doubt
    ? { clause: `it ${doubt.reason}`, ...doubt }
    : missingShards.length > 0
      ? { code: "incomplete-set", reason: lacks, clause: `it ${lacks}` }
      : undefined;
  // Shards without a time belong to no run.
  const isTimedSet = isSet(backup) && backup.startedAt !== null;
  if (doubtful && isTimedSet) yield doubtful;
  if (backup.status !== "succeeded") yield unfitWord("status", backup.status);
  if (backup.startedAt === null) yield gap("no-start-time", "no start time", "it has no start time");
  if (doubtful && !isTimedSet) yield doubtful;
  if (expiresAt !== null && Date.parse(expiresAt) <= vendorsNow.getTime()) {
    yield gap("expired", `expired at ${expiresAt}`, `it expired at ${expiresAt}`);
  }
  if (types ? !types.includes(backup.type) : REFUSED_TYPES.includes(backup.type)) {
    yield unfitWord("type", backup.type);
  }
  if (methods && !methods.includes(backup.method)) yield unfitWord("method", backup.method);
  if (triggers && !triggers.includes(backup.trigger)) yield unfitWord("trigger", backup.trigger);
  if (backup.startedAt !== null) {
    const startedAt = Date.parse(backup.startedAt);
    if (startedAfter && startedAt < timeOf(startedAfter))
      yield { code: "started-before", reason: `started before ${startedAfter}` };
    if (startedBefore && startedAt > timeOf(startedBefore))
      yield { code: "started-after", reason: `started after ${startedBefore}` };
    // An explicit later startedBefore allows backups from the future.
    if (!startedBefore && startedAt > vendorsNow.getTime() + TOLERATED_AHEAD_MS)
      yield { code: "in-the-future", reason: "starts in the future" };
  }
  yield* refusalsByInstant(backup, options);
  if (minSizeBytes === undefined) return;
  if (sizeBytes === null) {
    yield gap("size-unknown", "size unknown", "its size is unknown");
  } else if (sizeBytes < minSizeBytes) {
    yield { code: "too-small", reason: `smaller than ${minSizeBytes} bytes` };
  }
}

/** The refusals of a backup that is refused only because of the vendor's data; none for other backups. */
export function gapsIn(backup: Backup, options: SelectionOptions, vendorsNow: Date): readonly Refusal[] {
  const refusals = [...refusalsOf(backup, options, vendorsNow)];
  return refusals.every(({ clause }) => clause !== undefined) ? refusals : [];
}
