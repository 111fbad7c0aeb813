/** What may be asked of the winner, and what these questions must not contradict. Pure. */
import type { ArgumentTable } from "./argument";
import {
  type BackupMethod,
  type BackupStatus,
  type BackupTrigger,
  type BackupType,
  backupMethods,
  backupStatuses,
  backupTriggers,
  backupTypes,
} from "./backup";
import { parseDuration } from "./duration";
import { usageError } from "./errors";
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
      "What it means that the API cannot be asked, or does not answer for this instance (network, throttled for good, " +
      "denied, instance gone or of a kind that is not listed): an error, or a warning and no backup. A mistake in an " +
      "argument stays an error. Use warn behind a pin, for each of many instances, and where a destroy must not be blocked.",
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

/** When a time that was given is, by the same reading that accepted it: another one may see no time, and so no limit. */
export function timeOf(given: string): number {
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
