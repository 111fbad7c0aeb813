/** Selects a backup, in any order of the listing, with the reason for each other one. Pure. */
import { type Backup, cautionsAbout, doubtAbout, publicBackup, type Refusal } from "./backup";
import type { ReasonCode } from "./codes";
import { formatDuration, parseDuration } from "./duration";
import { BackupsError } from "./errors";
import { arg, joined, message, setTo } from "./message";
import { gapsIn, isSet, refusalsOf } from "./refusals";
import { type SelectionOptions, timeOf } from "./selection-options";
import { type Warning, warning } from "./warning";

export { contradictionsIn, type SelectionOptions, selectionArguments } from "./selection-options";

const DEFAULT_HISTORY = 10;

/** A backup with the verdict on it. */
export interface Verdict {
  readonly backup: Backup;
  readonly eligible: boolean;
  /** Why it is not eligible; null if it is. */
  readonly reason: string | null;
  /** The same as a code; null if it is eligible. */
  readonly reasonCode: ReasonCode | null;
  /** Greatest possible age of its data in seconds, by the vendor's clock; null if it has no time. */
  readonly ageSeconds: number | null;
}

/** A selection's outcome. */
export interface Selection {
  /** Newest eligible backup, or null. */
  readonly latest: Backup | null;
  /** All backups that were listed, newest first, each with the verdict on it. */
  readonly verdicts: readonly Verdict[];
  /** Warnings about the result. */
  readonly warnings: readonly Warning[];
  /** The vendor's time of the selection, from which ages are measured. RFC 3339 UTC. */
  readonly at: string;
}

/** Greatest possible age of a backup's data in seconds, by the vendor's clock. */
export function ageOf({ consistentFrom }: Backup, { at }: Pick<Selection, "at">): number {
  return Math.max(0, Math.floor((Date.parse(at) - Date.parse(String(consistentFrom))) / 1000));
}

/** A total order: numbers of any length first, then other IDs by code unit. */
function compareIds(a: string, b: string): number {
  const isNumber = (id: string) => /^\d+$/.test(id);
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -1 : 1;
  if (isNumber(a)) {
    const [x, y] = [BigInt(a), BigInt(b)];
    if (x !== y) return x < y ? -1 : 1;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

type Timed = Pick<Backup, "id" | "startedAt">;

/** Newest first by time, then by ID; backups without a time come last. */
export function newestFirst(a: Timed, b: Timed): number {
  // RFC 3339 UTC sorts as text.
  const [x, y] = [a.startedAt ?? "", b.startedAt ?? ""];
  if (x !== y) return x > y ? -1 : 1;
  return compareIds(b.id, a.id);
}

/** Such as `9 status running, 2 type incremental`. */
export function countReasons(verdicts: readonly Verdict[]): string {
  const counts = new Map<string, number>();
  for (const { reason, reasonCode: code } of verdicts) {
    if (reason === null || code === null) continue;
    const group = groupOf({ code, reason });
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([group, count]) => `${count} ${group}`)
    .join(", ");
}

/** One text for reasons that differ per backup. */
const GROUPS: Readonly<Partial<Record<ReasonCode, string>>> = {
  expired: "expired",
  "incomplete-set": "incomplete shard set",
};

function groupOf({ code, reason }: Pick<Refusal, "code" | "reason">): string {
  return GROUPS[code] ?? reason;
}

/**
 * Warns of backups that may be newer than the winner, but are skipped because of the vendor's data: after a scale-in,
 * every new set may look incomplete. One warning for each reason, about its newest backup.
 *
 * @throws BackupsError `invalid-response` if one of them has an ID that cannot be trusted
 */
function passedOver(
  latest: Backup | null,
  verdicts: readonly Verdict[],
  options: SelectionOptions,
  vendorsNow: Date,
): Warning[] {
  const told = new Map<string, Warning>();
  for (const { backup, eligible } of verdicts) {
    const isTimed = backup.startedAt !== null;
    if (eligible || (isTimed && latest !== null && newestFirst(backup, latest) > 0)) continue;
    const [gap, ...more] = gapsIn(backup, options, vendorsNow);
    if (gap === undefined) continue;
    const what = isSet(backup) ? "backup set" : "backup";
    const { invalid } = doubtAbout(backup) ?? {};
    if (invalid && more.length === 0) {
      throw new BackupsError(
        "invalid-response",
        `the ${what} of ${backup.startedAt} would be chosen, but ${invalid}`,
        {
          hint: message`The vendor's answer is not what it documents, so it is not trusted. Please report it, without keys. ${arg("startedBefore")} chooses an older backup.`,
        },
      );
    }
    // If no backup wins, the error counts the reasons of those with a time.
    if (latest === null && isTimed && backup.id !== "") continue;
    const group = groupOf(gap);
    if (told.has(group)) continue;
    const which = isTimed
      ? `A newer ${what} of ${backup.startedAt}`
      : `A ${what} that may be newer${backup.id && `, ${backup.id},`}`;
    told.set(
      group,
      warning("passed-over", {
        message: `${which} was skipped: ${gap.clause ?? gap.reason}`,
        hint: gap.remedy,
      }),
    );
  }
  return [...told.values()];
}

/** Warns that a backup is in the future: all times may be read in the wrong zone. */
function fromTheFuture(verdicts: readonly Verdict[], zone: string | undefined): Warning[] {
  const first = verdicts.find(({ reasonCode }) => reasonCode === "in-the-future");
  if (!first) return [];
  const { id, startedAt } = first.backup;
  const advice = zone
    ? message`Its time was read as one of ${zone}: check ${arg("timeZone")}`
    : "Compare its time with the vendor's console";
  return [
    warning("in-the-future", {
      message: `Backup ${id} of ${startedAt} was skipped: it starts in the future by the vendor's own clock`,
      hint: message`${advice}; set ${arg("startedBefore")} to a later time to allow it.`,
    }),
  ];
}

/** Warns that a backup started before `startedBefore` but may contain later data. */
function mayBeLater(latest: Backup | null, { startedBefore }: SelectionOptions): Warning[] {
  if (latest === null || !startedBefore) return [];
  const { id, startedAt, consistentTo } = latest;
  if (consistentTo !== null && Date.parse(consistentTo) <= timeOf(startedBefore)) return [];
  const end =
    consistentTo === null ? "its end is unknown" : `its data may be of any time up to ${consistentTo}`;
  return [
    warning("may-be-later", {
      message: message`Backup ${id} of ${String(startedAt)} started before ${startedBefore}, but ${end}: it may contain data written after ${arg("startedBefore")}`,
      hint: message`Give ${arg("consistentBefore")} instead to choose a backup without later writes.`,
    }),
  ];
}

/**
 * Chooses the newest eligible backup. Does not check the options: see `checkQuery`.
 *
 * @param vendorsNow the time by the vendor's clock
 * @param zone the offset of the vendor's times, if the user can give another one
 * @throws BackupsError `invalid-response` if the newest backup has an ID that cannot be trusted
 */
export function select(
  backups: readonly Backup[],
  options: SelectionOptions,
  vendorsNow: Date,
  zone?: string,
): Selection {
  const at = vendorsNow.toISOString();
  const verdicts = [...backups].sort(newestFirst).map((backup): Verdict => {
    const [refusal] = refusalsOf(backup, options, vendorsNow);
    return {
      backup,
      eligible: refusal === undefined,
      reason: refusal?.reason ?? null,
      reasonCode: refusal?.code ?? null,
      ageSeconds: backup.consistentFrom === null ? null : ageOf(backup, { at }),
    };
  });
  const latest = verdicts.find(({ eligible }) => eligible)?.backup ?? null;
  const warnings = [
    ...passedOver(latest, verdicts, options, vendorsNow),
    ...fromTheFuture(verdicts, zone),
    ...(latest ? cautionsAbout(latest) : []),
    ...mayBeLater(latest, options),
  ];
  return { latest, verdicts, warnings, at };
}

/** The eligible backups of a selection, newest first, at most `history` of them. */
export function eligibleBackups(selection: Selection, options: SelectionOptions): readonly Backup[] {
  return selection.verdicts
    .filter(({ eligible }) => eligible)
    .slice(0, options.history ?? DEFAULT_HISTORY)
    .map(({ backup }) => backup);
}

/** False by default with `onUnavailable: "warn"`: a user who accepts an outage accepts an empty listing. */
function isRequired({ required, onUnavailable }: SelectionOptions): boolean {
  return required ?? onUnavailable !== "warn";
}

export function noneEligible(
  { verdicts, warnings, at }: Pick<Selection, "verdicts" | "warnings" | "at">,
  options: SelectionOptions,
  where: string,
): BackupsError {
  const seen = verdicts.length === 0 ? "the listing is empty" : `${verdicts.length} seen, none eligible`;
  const reasons = countReasons(verdicts);
  const doubted = verdicts.find(
    ({ backup }) => doubtAbout(backup)?.remedy && gapsIn(backup, options, new Date(at)).length > 0,
  );
  const unseen = warnings
    .filter(({ code }) => code === "partly-refused")
    .map(({ message }) => `One may be in the part that was not listed: ${message}.`);
  const hints = [
    ...unseen,
    doubted && doubtAbout(doubted.backup)?.remedy,
    "`cdktf-backups list` shows every backup with the reason.",
    isRequired(options)
      ? message`Widen the selection, or ${setTo("required", false)} if having no backup is fine.`
      : "Widen the selection.",
  ];
  return new BackupsError("no-eligible-backup", `no eligible backup: ${seen}${reasons && `: ${reasons}`}`, {
    where,
    hint: joined(hints, " "),
  });
}

/**
 * Checks a selection against `required`, `warnAge` and `maxAge`.
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
    return options.onUnavailable === "warn" ? [...warnings, warning(error.code, error.told())] : warnings;
  }
  const age = ageOf(latest, selection);
  const described = (limit: string, name: string) =>
    message`the newest eligible backup ${latest.id} of ${String(latest.startedAt)} is ${formatDuration(age)} old, older than ${arg(name)} ${limit}`;
  if (options.maxAge && age > Number(parseDuration(options.maxAge))) {
    throw new BackupsError("too-old", described(options.maxAge, "maxAge"), {
      argument: "maxAge",
      where,
      hint: message`See when the next backup is due and whether the last ones failed. Raise ${arg("maxAge")} if this age is acceptable.`,
      backup: publicBackup(latest),
      ageSeconds: age,
    });
  }
  if (options.warnAge && age > Number(parseDuration(options.warnAge))) {
    return [
      ...warnings,
      warning("old", { message: message`${where}: ${described(options.warnAge, "warnAge")}` }),
    ];
  }
  return warnings;
}
