/** Makes a row from a listing's answer or error. Pure. */
import { kebabCase } from "../core/argument";
import type { Backup } from "../core/backup";
import { messageOf } from "../core/error-text";
import { BackupsError } from "../core/errors";
import { asSentence, rendered, type Told } from "../core/message";
import type { Selection, Verdict } from "../core/selection";
import { shellWord } from "../core/shell-word";
import { toldBy } from "../core/warning";
import { listingNamed } from "../vendors";
import { instantOf, instantText } from "./age";
import { criteria } from "./criteria";
import {
  checked,
  type Evidence,
  evidenceOf,
  isAhead,
  isIncomplete,
  iso,
  type Outcome,
  WINDOW_MS,
} from "./criteria/evidence";
import { tooLongGap } from "./criteria/gap";
import { endInWords } from "./criteria/notes";
import { oldestState } from "./criteria/window";
import { inFile } from "./file/spelling";
import type { Finding, LatestBackup, Mark, MarkedBackup, Row } from "./report";
import type { State } from "./states";
import type { Subject } from "./subject";
import { spanInWords } from "./words";

/** The part of a lookup's result that the checks use. */
export type Answer = Pick<Selection, "latest" | "verdicts" | "warnings" | "at">;

/** The newest backups, which are always named. */
const NAMED = 4;

function kindOf({ type, method, trigger }: Backup): string {
  return [type, method, trigger].filter((word) => word !== "unknown").join(", ") || "unknown";
}

function markOf(verdict: Verdict, { latest, now, limits, usual }: Evidence): Mark {
  const { backup, eligible, reasonCode } = verdict;
  if (isAhead(verdict, now)) return "future";
  const least = ((usual.sizeBytes ?? 0) * (limits.minSizeOfUsual ?? 0)) / 100;
  if (
    eligible &&
    backup.sizeBytes !== null &&
    Number(backup.sizeBytes) < Math.max(least, limits.minSize ?? 0)
  )
    return "small";
  if (backup === latest) return "latest";
  if (eligible) return "restorable";
  if (backup.status === "failed" || backup.status === "running") return backup.status;
  if (isIncomplete(verdict)) return "incomplete";
  if (backup.status === "expired" || backup.status === "deleted" || reasonCode === "expired")
    return "expired";
  return backup.type === "incremental" || backup.type === "partial" ? "incremental" : "refused";
}

function markedBackups(evidence: Evidence): readonly MarkedBackup[] {
  const { verdicts, now } = evidence;
  return verdicts
    .filter(({ backup }, index) => index < NAMED || instantOf(backup) >= now - WINDOW_MS)
    .map((verdict) => {
      const { id, sizeBytes } = verdict.backup;
      return {
        id,
        at: instantText(verdict.backup),
        sizeBytes: sizeBytes === null ? null : Number(sizeBytes),
        mark: markOf(verdict, evidence),
        reason: verdict.reason,
        reasonCode: verdict.reasonCode,
        kind: kindOf(verdict.backup),
      };
    });
}

function latestOf(backup: Backup | null): LatestBackup | null {
  const at = backup && instantText(backup);
  if (!at) return null;
  return {
    id: backup.id,
    at,
    consistentFrom: backup.consistentFrom ?? at,
    consistentTo: backup.consistentTo,
    kind: kindOf(backup),
    sizeBytes: backup.sizeBytes === null ? null : Number(backup.sizeBytes),
    expiresAt: backup.expiresAt,
  };
}

/** The command that lists all backups of a subject, each with its reason. */
export function commandFor({ listing, instanceId, region, profile, query }: Subject): string {
  const flags = Object.entries({ instanceId, region, profile, ...query }).flatMap(
    ([name, value]: [string, unknown]) => {
      const flag = `--${kebabCase(name)}`;
      if (value === undefined || value === null || value === false) return [];
      return value === true
        ? [flag]
        : [flag, shellWord(Array.isArray(value) ? value.join(",") : String(value))];
    },
  );
  return ["npx cdktf-backups list", listing, ...flags].join(" ");
}

/** Fields that every row of a subject has. */
function base(subject: Subject, askedAt: string) {
  const { cloud } = listingNamed(subject.listing);
  const { warnAge, maxAge } = subject.limits;
  const limit = maxAge ?? warnAge;
  return {
    name: subject.name,
    listing: subject.listing,
    cloud: cloud.name,
    vendor: cloud.title,
    instanceId: subject.instanceId,
    region: subject.region,
    profile: subject.profile ?? null,
    labels: subject.labels,
    line: subject.line,
    ignore: subject.ignore ? { reason: subject.ignore.reason, until: subject.ignore.until } : null,
    warnAgeSeconds: warnAge?.seconds ?? null,
    maxAgeSeconds: maxAge?.seconds ?? null,
    limit: limit ? spanInWords(limit.text) : null,
    askedAt,
    command: commandFor(subject),
  };
}

const NOTHING = {
  ageSeconds: null,
  ageShare: null,
  latest: null,
  usualSizeBytes: null,
  sizeChange: null,
  usualIntervalSeconds: null,
  listedCount: null,
  eligibleCount: null,
  windowStart: null,
  newestFailedAt: null,
  longGap: null,
  backups: [],
} as const;

/** Applies an `ignore` that has not ended to a state. */
export function muted(
  { ignore }: Pick<Subject, "ignore">,
  state: State,
  finding: Finding | null,
  now: number,
): Pick<Row, "state" | "wouldBe" | "finding"> {
  if (!ignore || ignore.endsAt.getTime() <= now) return { state, wouldBe: null, finding };
  return {
    state: "muted",
    wouldBe: state,
    finding: {
      what: `Muted until ${endInWords(ignore.until, now)}: ${asSentence(ignore.reason)} Would be ${state}.`,
      next: finding?.next ?? "",
      since: null,
    },
  };
}

/** The worst state of the checks, and the finding of the first check with that state. */
function verdictOf(outcomes: readonly Outcome[]): {
  readonly state: State;
  readonly finding: Finding | null;
} {
  for (const [verdict, state] of [
    ["fails", "failing"],
    ["warns", "late"],
  ] as const) {
    const bad = outcomes.filter(({ check }) => check.verdict === verdict);
    if (bad.length === 0) continue;
    const finding = bad.find((outcome) => outcome.finding)?.finding ?? null;
    return { state, finding };
  }
  return { state: "fine", finding: null };
}

/** The row of a database whose listing answered. */
export function judge(subject: Subject, answer: Answer, askedAt: string): Row {
  const evidence = evidenceOf(answer, {
    ...subject,
    warnings: answer.warnings.map((warning) => rendered(toldBy(warning), inFile)),
  });
  const { latest, now, loss, usual, verdicts } = evidence;
  const outcomes = criteria.flatMap((criterion) => criterion(evidence) ?? []);
  const { state, finding } = verdictOf(outcomes);
  const limit = (subject.limits.maxAge ?? subject.limits.warnAge)?.seconds;
  const eligible = verdicts.filter((verdict) => verdict.eligible);
  const failed = verdicts.find(({ backup }) => backup.status === "failed" && instantText(backup) !== null);
  const oldest = oldestState(verdicts);
  const gap = tooLongGap(evidence);
  const bytes = latest?.sizeBytes === null || !latest ? null : Number(latest.sizeBytes);
  return {
    ...base(subject, askedAt),
    ...muted(subject, state, finding, now),
    checks: outcomes.map(({ check }) => check),
    ageSeconds: loss ?? null,
    ageShare: loss === undefined || !limit ? null : loss / limit,
    latest: latestOf(latest),
    usualSizeBytes: usual.sizeBytes ?? null,
    sizeChange: bytes === null || !usual.sizeBytes ? null : (bytes / usual.sizeBytes - 1) * 100,
    usualIntervalSeconds: usual.intervalMs === undefined ? null : usual.intervalMs / 1000,
    listedCount: verdicts.length,
    eligibleCount: eligible.length,
    windowStart: oldest === undefined ? null : iso(oldest),
    newestFailedAt: failed ? instantText(failed.backup) : null,
    longGap: gap ? { from: iso(gap.from), to: iso(gap.to) } : null,
    backups: markedBackups(evidence),
    error: null,
  };
}

/** The error's text without what the row already shows; if the permission is missing, with the command that prints the policy. */
function toldInRow(error: BackupsError): Told<string> {
  const { message, hint = "Try again." } = rendered(error.told("where"), inFile);
  const policy =
    error.code === "denied" ? " `cdktf-backups permissions` prints the policy for the whole file." : "";
  return { message, hint: `${hint}${policy}` };
}

const mistake = (error: unknown): Told<string> => ({
  message: `a mistake in this program: ${messageOf(error)}`,
  hint: "Please report it, without keys.",
});

/** The row of a database whose lookup failed. */
export function judgeFailure(subject: Subject, error: unknown, askedAt: string): Row {
  const isKnown = error instanceof BackupsError;
  const code = isKnown ? error.code : "internal";
  const { message, hint = "" } = isKnown ? toldInRow(error) : mistake(error);
  const finding: Finding = { what: `Could not be asked: ${asSentence(message)}`, next: hint, since: null };
  return {
    ...base(subject, askedAt),
    ...NOTHING,
    ...muted(subject, "unknown", finding, Date.parse(askedAt)),
    checks: [checked("asked", "Asked", code, "an answer", "unknown")],
    error: { code, message },
  };
}
