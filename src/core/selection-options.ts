/** Options of the selection, and their contradictions. Pure. */

import type { Argument } from "./argument";
import {
  type BackupMethod,
  type BackupOrigin,
  type BackupType,
  backupMethods,
  backupTriggers,
  backupTypes,
} from "./backup";
import { parseDuration } from "./duration";
import { type BackupsError, usageError } from "./errors";
import { arg, message } from "./message";
import { parseTime } from "./time";

/** Options of the selection. Every front end has the same names. */
export interface SelectionOptions {
  /** Types that are eligible. @default all but `incremental` and `partial` */
  readonly types?: readonly BackupType[];
  /** Methods that are eligible, such as `physical` for a Tencent Cloud MySQL clone. @default all */
  readonly methods?: readonly BackupMethod[];
  /** Triggers that are eligible. @default all */
  readonly triggers?: readonly BackupOrigin[];
  /** RFC 3339: only backups started at or after it. */
  readonly startedAfter?: string;
  /** RFC 3339: only backups started at or before it. A backup may contain writes made while it ran. */
  readonly startedBefore?: string;
  /** RFC 3339: only backups whose data is certainly from this time or later. */
  readonly consistentAfter?: string;
  /**
   * RFC 3339: only backups whose data is certainly from this time or earlier, such as the time of an incident. Skips
   * backups without a known end.
   */
  readonly consistentBefore?: string;
  /** Bytes: only backups at least this large. Skips backups of unknown size. */
  readonly minSizeBytes?: number;
  /** Duration: warns if the winner's data may be older. */
  readonly warnAge?: string;
  /** Duration: fails if the winner's data may be older. */
  readonly maxAge?: string;
  /** Whether to fail if no backup is eligible. @default true; false with `onUnavailable: "warn"` */
  readonly required?: boolean;
  /** What to do if the API cannot be reached or refuses: an error, or a warning and no backup. @default "error" */
  readonly onUnavailable?: "error" | "warn";
  /** How many eligible backups the result lists, newest first: a whole number from 1 to 1000. @default 10 */
  readonly history?: number;
}

/** The selection options as every front end offers them. */
export const selectionArguments = {
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
  startedAfter: { kind: "instant", description: "Only backups started at or after this time." },
  startedBefore: {
    kind: "instant",
    description:
      "Only backups started at or before this time. A backup that ended later may contain later writes: for the " +
      "time of an incident, use consistentBefore.",
  },
  consistentAfter: {
    kind: "instant",
    description: "Only data certainly from this time or later.",
  },
  consistentBefore: {
    kind: "instant",
    description:
      "Only data certainly from this time or earlier. Skips backups whose end is unknown. Use it for the time of an " +
      "incident.",
  },
  minSizeBytes: {
    kind: "integer",
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    description: "Only backups of at least this many bytes. Skips backups of unknown size.",
  },
  warnAge: {
    kind: "duration",
    description: "Warns if the newest backup's data may be older.",
  },
  maxAge: {
    kind: "duration",
    description: "Fails if the newest backup's data may be older.",
  },
  required: {
    kind: "bool",
    description: "Fail if no backup is eligible.",
    default: "true",
    safeToLeaveOut: true,
  },
  onUnavailable: {
    kind: "string",
    allowed: ["error", "warn"],
    description:
      "If the API fails: error, or warn and return no backup. It fails if it cannot be reached, keeps " +
      "throttling, denies the permission, or does not list this instance; a wrong argument is always an " +
      "error. Use warn with a pin, for each of many instances, and if a destroy must not be blocked.",
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
} satisfies Readonly<Record<keyof SelectionOptions, Argument>>;

/** Parse with the parser that validated the argument; Date.parse may reject it and drop the limit. */
export function timeOf(given: string): number {
  return Number(parseTime(given, "Z"));
}

const WINDOWS = [
  ["startedAfter", "startedBefore"],
  ["consistentAfter", "consistentBefore"],
] as const;

export function* contradictionsIn(options: SelectionOptions): Generator<BackupsError> {
  const { warnAge, maxAge } = options;
  for (const [after, before] of WINDOWS) {
    const [from, to] = [options[after], options[before]];
    if (from && to && timeOf(from) > timeOf(to))
      yield usageError(before, message`${to} lies before ${arg(after)} ${from}`);
  }
  if (warnAge && maxAge && Number(parseDuration(warnAge)) > Number(parseDuration(maxAge))) {
    yield usageError(
      "warnAge",
      message`${warnAge} is longer than ${arg("maxAge")} ${maxAge}`,
      "A warning must come before the error.",
    );
  }
}
