/** Which backup wins, and why each other one did not. Pure: the same listing in any order gives the same answer. */
import type { ArgumentTable } from "./argument";
import {
  type Backup,
  type BackupMethod,
  type BackupStatus,
  type BackupTrigger,
  type BackupType,
  backupMethods,
  backupStatuses,
  backupTriggers,
  backupTypes,
  doubtAbout,
} from "./backup";
import { formatDuration, parseDuration } from "./duration";
import { BackupsError, type BackupsErrorCode, usageError } from "./errors";
import { parseTime } from "./time";

/** What may be asked of the winner. Every front end offers the same words. */
export interface SelectionOptions {
  /** States that are eligible. @default ["succeeded"] */
  readonly statuses?: readonly BackupStatus[];
  /** Types that are eligible. @default all but `incremental` and `partial` */
  readonly types?: readonly BackupType[];
  /** Methods that are eligible, such as `physical` for a Tencent Cloud MySQL clone. @default all */
  readonly methods?: readonly BackupMethod[];
  /** Triggers that are eligible. @default all */
  readonly triggers?: readonly BackupTrigger[];
  /** RFC 3339: only backups started at or after it. */
  readonly startedAfter?: string;
  /** RFC 3339: only backups started at or before it, such as the time of an incident. */
  readonly startedBefore?: string;
  /** Bytes: only backups at least this large; one of unknown size is refused then. */
  readonly minSizeBytes?: number;
  /** Duration: an older winner is a warning. */
  readonly warnAge?: string;
  /** Duration: an older winner is an error. */
  readonly maxAge?: string;
  /** Whether it is an error that no backup is eligible. @default true; false with `onUnavailable: "warn"` */
  readonly required?: boolean;
  /** What an API that cannot be asked means: an error, or a warning and no backup. @default "error" */
  readonly onUnavailable?: "error" | "warn";
  /** How many eligible backups the result lists, newest first: a whole number from 1 to 1000. @default 10 */
  readonly history?: number;
}

/** The selection options as every front end offers them. */
export const selectionArguments: ArgumentTable = {
  statuses: {
    kind: "strings",
    allowed: backupStatuses,
    description: "States that are eligible.",
    default: "succeeded",
  },
  types: {
    kind: "strings",
    allowed: backupTypes,
    description: "Types that are eligible.",
    default: "all but incremental and partial",
  },
  methods: {
    kind: "strings",
    allowed: backupMethods,
    description: "Methods that are eligible.",
    default: "all",
  },
  triggers: {
    kind: "strings",
    allowed: backupTriggers,
    description: "Triggers that are eligible.",
    default: "all",
  },
  startedAfter: { kind: "instant", description: "Only backups started at or after this time (RFC 3339)." },
  startedBefore: {
    kind: "instant",
    description: "Only backups started at or before this time (RFC 3339), such as the time of an incident.",
  },
  minSizeBytes: {
    kind: "integer",
    min: 1,
    description: "Only backups of at least this many bytes; one whose size is unknown is refused then.",
  },
  warnAge: { kind: "duration", description: "A newest eligible backup older than this is a warning." },
  maxAge: { kind: "duration", description: "A newest eligible backup older than this is an error." },
  required: {
    kind: "bool",
    description: "It is an error that no backup is eligible.",
    default: "true",
    safeToLeaveOut: true,
  },
  onUnavailable: {
    kind: "string",
    allowed: ["error", "warn"],
    description:
      "What it means that the API cannot be asked (network, throttled for good, denied, instance gone): " +
      "an error, or a warning and no backup. Use warn behind a pin and where a destroy must not be blocked.",
    default: "error",
    safeToLeaveOut: true,
  },
  history: {
    kind: "integer",
    min: 1,
    max: 1000,
    description: "How many eligible backups are listed in backups, newest first.",
    default: "10",
    safeToLeaveOut: true,
  },
};

const DEFAULT_STATUSES: readonly BackupStatus[] = ["succeeded"];
const REFUSED_TYPES: readonly BackupType[] = ["incremental", "partial"];
const DEFAULT_HISTORY = 10;

/** A backup with the verdict on it. */
export interface Verdict {
  readonly backup: Backup;
  readonly eligible: boolean;
  /** Why it is not eligible; null where it is. */
  readonly reason: string | null;
}

/** What a warning is about; an error's code where it would have been that error. */
export type WarningKind = "passed-over" | "in-the-future" | "old" | BackupsErrorCode;

/** A warning with its kind, for who shows warnings by kind. */
export interface Warning {
  readonly kind: WarningKind;
  /** The same in every front end. */
  readonly text: string;
}

/** A result whose warnings have their kinds. */
export type Kinded<Result> = Omit<Result, "warnings"> & { readonly warnings: readonly Warning[] };

/** The texts of warnings: all that a caller from outside gets of them. */
export const textsOf = (warnings: readonly Warning[]): readonly string[] => warnings.map(({ text }) => text);

/** A selection's outcome. */
export interface Selection {
  /** Newest eligible backup, or null. */
  readonly latest: Backup | null;
  /** All backups that were listed, newest first, each with the verdict on it. */
  readonly verdicts: readonly Verdict[];
  /** What a person should know although an answer was found. */
  readonly warnings: readonly Warning[];
  /** The time by the vendor's clock when it was made, which ages are measured to. */
  readonly at: Date;
}

/** Age of a backup in seconds, by the vendor's clock. */
export function ageOf({ startedAt }: Backup, { at }: Pick<Selection, "at">): number {
  return Math.max(0, Math.floor((at.getTime() - Date.parse(String(startedAt))) / 1000));
}

/** Digits are compared as numbers of any length, other IDs by code unit; digits come first. A total order. */
function compareIds(a: string, b: string): number {
  const digits = (id: string) => /^\d+$/.test(id);
  if (digits(a) !== digits(b)) return digits(a) ? -1 : 1;
  if (digits(a)) {
    const [x, y] = [BigInt(a), BigInt(b)];
    if (x !== y) return x < y ? -1 : 1;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Newest first by the instant of the data, then by ID; a backup without a time comes last. */
export function newestFirst(a: Backup, b: Backup): number {
  const [x, y] = [a, b].map((backup) =>
    backup.startedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(backup.startedAt),
  ) as [number, number];
  if (x !== y) return x > y ? -1 : 1;
  return compareIds(b.id, a.id);
}

/** When a time that was given is, by the same reading that accepted it: another one may see no time, and so no limit. */
function timeOf(given: string): number {
  return Number(parseTime(given, "Z"));
}

/**
 * Checks what a table of arguments cannot: options that contradict each other.
 *
 * @throws BackupsError `usage`
 */
export function checkSelection(options: SelectionOptions): void {
  const { startedAfter, startedBefore, warnAge, maxAge } = options;
  if (startedAfter && startedBefore && timeOf(startedAfter) > timeOf(startedBefore)) {
    throw usageError("startedBefore", `${startedBefore} lies before startedAfter ${startedAfter}`);
  }
  if (warnAge && maxAge && Number(parseDuration(warnAge)) > Number(parseDuration(maxAge))) {
    throw usageError(
      "warnAge",
      `${warnAge} is longer than maxAge ${maxAge}`,
      "A warning must come before the error.",
    );
  }
}

/** Backups are listed a moment after they start, by clocks that are not quite the same. */
const TOLERATED_AHEAD_MS = 5 * 60_000;
const IN_THE_FUTURE = "starts in the future";

/** Why a set of shards must not be restored, whatever is asked for; null where there is no such reason. */
function refusalForShards(backup: Backup): string | null {
  const { missingShards } = backup;
  return (
    doubtAbout(backup)?.reason ??
    (missingShards.length > 0 ? `lacks shard ${missingShards.join(", ")}` : null)
  );
}

/** Why a backup is not eligible otherwise; null where it is. The vendor deletes what has expired by its own clock. */
function otherRefusal(backup: Backup, options: SelectionOptions, vendorsNow: Date): string | null {
  const statuses = options.statuses ?? DEFAULT_STATUSES;
  const { types, methods, triggers, startedAfter, startedBefore, minSizeBytes } = options;
  if (!statuses.includes(backup.status)) return `status ${backup.status}`;
  if (
    backup.expiresAt !== null &&
    Date.parse(backup.expiresAt) <= vendorsNow.getTime() &&
    !statuses.includes("expired")
  ) {
    return `expired at ${backup.expiresAt}`;
  }
  if (types ? !types.includes(backup.type) : REFUSED_TYPES.includes(backup.type))
    return `type ${backup.type}`;
  if (methods && !methods.includes(backup.method)) return `method ${backup.method}`;
  if (triggers && !triggers.includes(backup.trigger)) return `trigger ${backup.trigger}`;
  if (backup.startedAt === null) return "no start time";
  const startedAt = Date.parse(backup.startedAt);
  if (startedAfter && startedAt < timeOf(startedAfter)) return `started before ${startedAfter}`;
  if (startedBefore && startedAt > timeOf(startedBefore)) return `started after ${startedBefore}`;
  // Who names a time that late has said that such a backup is meant.
  if (!startedBefore && startedAt > vendorsNow.getTime() + TOLERATED_AHEAD_MS) return IN_THE_FUTURE;
  if (minSizeBytes !== undefined) {
    if (backup.sizeBytes === null) return "size unknown";
    if (backup.sizeBytes < minSizeBytes) return `smaller than ${minSizeBytes} bytes`;
  }
  return null;
}

/** Reasons for people: `9 status running, 2 type incremental`. Details that differ per backup are left out. */
export function countReasons(verdicts: readonly Verdict[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of verdicts) {
    if (reason === null) continue;
    const group = reason
      .replace(/^expired at .*/, "expired")
      .replace(/^lacks shard .*/, "incomplete shard set");
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([group, count]) => `${count} ${group}`)
    .join(", ");
}

/** Sets of shards that are refused for their shards alone. */
function refusedForShards(
  verdicts: readonly Verdict[],
  options: SelectionOptions,
  vendorsNow: Date,
): readonly Verdict[] {
  return verdicts.filter(
    ({ backup }) => refusalForShards(backup) !== null && otherRefusal(backup, options, vendorsNow) === null,
  );
}

/**
 * A refused shard set that is newer than the winner would otherwise be passed over in silence: after a scale-in
 * every new set looks incomplete, and an old backup would win.
 */
function passedOver(
  latest: Backup | null,
  verdicts: readonly Verdict[],
  options: SelectionOptions,
  vendorsNow: Date,
): Warning[] {
  if (latest === null) return [];
  return refusedForShards(verdicts, options, vendorsNow)
    .filter(({ backup }) => newestFirst(backup, latest) < 0)
    .slice(0, 1)
    .map(({ backup, reason }) => ({
      kind: "passed-over",
      text: `A newer backup set of ${backup.startedAt} was passed over: it ${reason}. ${doubtAbout(backup)?.remedy ?? ""}`.trim(),
    }));
}

/** A backup from the future says that its time, and so every other's, may be read in the wrong zone. */
function fromTheFuture(verdicts: readonly Verdict[], zone: string | undefined): Warning[] {
  const advice = zone
    ? `Its time was read as one of ${zone}: check timeZone`
    : "Compare its time with the vendor's console, and this machine's clock with the right time";
  return verdicts
    .filter(({ reason }) => reason === IN_THE_FUTURE)
    .slice(0, 1)
    .map(({ backup }) => ({
      kind: "in-the-future",
      text:
        `Backup ${backup.id} of ${backup.startedAt} was passed over: it starts in the future by the vendor's own ` +
        `clock. ${advice}; set startedBefore to a later time to allow it.`,
    }));
}

/**
 * Chooses the newest eligible backup. Validates nothing: see `checkArguments` and `checkSelection`.
 *
 * @param vendorsNow the time by the vendor's clock, for what has expired or starts in the future
 * @param zone the offset that times were read with, where the user may set another one
 */
export function select(
  backups: readonly Backup[],
  options: SelectionOptions,
  vendorsNow: Date,
  zone?: string,
): Selection {
  const verdicts = [...backups].sort(newestFirst).map((backup) => {
    const reason = refusalForShards(backup) ?? otherRefusal(backup, options, vendorsNow);
    return { backup, eligible: reason === null, reason };
  });
  const latest = verdicts.find(({ eligible }) => eligible)?.backup ?? null;
  const warnings = [...passedOver(latest, verdicts, options, vendorsNow), ...fromTheFuture(verdicts, zone)];
  return { latest, verdicts, warnings, at: vendorsNow };
}

/** The eligible backups of a selection, newest first, at most `history` of them. */
export function eligibleBackups(selection: Selection, options: SelectionOptions): readonly Backup[] {
  return selection.verdicts
    .filter(({ eligible }) => eligible)
    .slice(0, options.history ?? DEFAULT_HISTORY)
    .map(({ backup }) => backup);
}

/** Who accepts that the API cannot be asked accepts an empty listing too, unless they say otherwise. */
function isRequired({ required, onUnavailable }: SelectionOptions): boolean {
  return required ?? onUnavailable !== "warn";
}

/** The error that nothing is eligible: what was seen, why each was refused, and what to do. */
export function noneEligible(
  { verdicts, at }: Pick<Selection, "verdicts" | "at">,
  options: SelectionOptions,
  where: string,
): BackupsError {
  const seen = verdicts.length === 0 ? "the listing is empty" : `${verdicts.length} seen, none eligible`;
  const reasons = countReasons(verdicts);
  const [remedy] = refusedForShards(verdicts, options, at).flatMap(
    ({ backup }) => doubtAbout(backup)?.remedy || [],
  );
  const hints = [
    remedy,
    "`cdktf-backups list` shows every backup with the reason.",
    isRequired(options)
      ? "Widen the selection, or set required to false where having none is fine."
      : "Widen the selection.",
  ];
  return new BackupsError(
    "no-eligible-backup",
    `${where}: no eligible backup: ${seen}${reasons && `: ${reasons}`}`,
    { hint: hints.filter(Boolean).join(" ") },
  );
}

/**
 * Holds a selection to what was required of it.
 *
 * @param where the listing, instance and region, for messages
 * @returns warnings, those of the selection included
 * @throws BackupsError `no-eligible-backup`, `too-old`
 */
export function enforce(selection: Selection, options: SelectionOptions, where: string): readonly Warning[] {
  const { latest, warnings } = selection;
  if (latest === null) {
    const error = noneEligible(selection, options, where);
    if (isRequired(options)) throw error;
    return options.onUnavailable === "warn"
      ? [...warnings, { kind: error.code, text: error.describe() }]
      : warnings;
  }
  const age = ageOf(latest, selection);
  const described = (limit: string, name: string) =>
    `${where}: the newest eligible backup ${latest.id} of ${latest.startedAt} is ${formatDuration(age)} old, ` +
    `older than ${name} ${limit}`;
  if (options.maxAge && age > Number(parseDuration(options.maxAge))) {
    throw new BackupsError("too-old", described(options.maxAge, "maxAge"), {
      argument: "maxAge",
      hint: "Find out why backups stopped, or raise maxAge if this age is acceptable.",
    });
  }
  if (options.warnAge && age > Number(parseDuration(options.warnAge))) {
    return [...warnings, { kind: "old", text: described(options.warnAge, "warnAge") }];
  }
  return warnings;
}
