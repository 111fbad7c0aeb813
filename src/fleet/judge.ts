/** Makes a row from a listing's answer or error. Pure. */
import { kebabCase } from "../core/argument";
import type { Backup } from "../core/backup";
import { messageOf } from "../core/error-text";
import { BackupsError } from "../core/errors";
import { asSentence, rendered, type Told } from "../core/message";
import type { Selection, Verdict } from "../core/selection";
import { shellWord } from "../core/shell-word";
import { listingNamed } from "../vendors";
import { criteria } from "./criteria";
import {
  bytesOf,
  type Evidence,
  evidenceOf,
  instantOf,
  isAhead,
  isIncomplete,
  iso,
  NAMED_BACKUPS,
  type Outcome,
  type Trouble,
  WINDOW_MS,
} from "./criteria/evidence";
import { tooLongGap } from "./criteria/gap";
import { leastSize, sizeChange } from "./criteria/size";
import { oldestState } from "./criteria/window";
import { inFile } from "./file/schema";
import type { Check, CheckName, Discovery, LatestBackup, Mark, MarkedBackup, Row } from "./report";
import type { State } from "./states";
import { NO_REGION, type Subject, type Target } from "./subject";
import { counted, dayOf, spanInWords } from "./words";

function kindOf({ type, method, trigger }: Backup): string {
  return [type, method, trigger].filter((word) => word !== "unknown").join(", ") || "unknown";
}

function markOf(verdict: Verdict, evidence: Evidence): Mark {
  const { backup, eligible, reasonCode } = verdict;
  const { type, status } = backup;
  if (isAhead(verdict, evidence.now)) return "future";
  const bytes = bytesOf(backup);
  if (eligible && bytes !== null && bytes < leastSize(evidence)) return "small";
  if (backup === evidence.latest) return "latest";
  if (eligible) return "restorable";
  if (status === "failed" || status === "running") return status;
  if (isIncomplete(verdict)) return "incomplete";
  if (status === "expired" || status === "deleted" || reasonCode === "expired") return "expired";
  return type === "incremental" || type === "partial" ? "incremental" : "refused";
}

function markedBackups(evidence: Evidence): readonly MarkedBackup[] {
  const { verdicts, now } = evidence;
  return verdicts
    .filter(({ backup }, index) => index < NAMED_BACKUPS || instantOf(backup) >= now - WINDOW_MS)
    .map((verdict) => {
      const { backup, reason, reasonCode } = verdict;
      return {
        id: backup.id,
        at: backup.startedAt,
        sizeBytes: bytesOf(backup),
        mark: markOf(verdict, evidence),
        reason,
        reasonCode,
        kind: kindOf(backup),
      };
    });
}

function latestOf(backup: Backup | null): LatestBackup | null {
  if (!backup?.startedAt) return null;
  const { id, startedAt: at, consistentFrom, consistentTo, expiresAt } = backup;
  return {
    id,
    at,
    consistentFrom: consistentFrom ?? at,
    consistentTo,
    kind: kindOf(backup),
    sizeBytes: bytesOf(backup),
    expiresAt,
  };
}

/** The command that lists a target's backups or instances, with its arguments as flags. */
function commandFor({ listing, instanceId, region, profile, query }: Target): string {
  const isAll = instanceId === null;
  const values = isAll ? { region, profile } : { instanceId, region, profile, ...query };
  const flags = Object.entries(values).flatMap(([argument, value]: [string, unknown]) => {
    const flag = `--${kebabCase(argument)}`;
    if (value === undefined || value === null || value === false) return [];
    return value === true ? [flag] : [flag, shellWord(String(value))];
  });
  return ["npx cdktf-backups", isAll ? "instances" : "list", listing, ...flags].join(" ");
}

/** Fields that every row of a target has. */
function base(target: Target, askedAt: string) {
  const { name, listing, instanceId, region, profile, labels, line, ignore, limits } = target;
  const { cloud } = listingNamed(listing);
  const { warnAge, maxAge } = limits;
  const limit = maxAge ?? warnAge;
  return {
    name,
    listing,
    cloud: cloud.name,
    vendor: cloud.title,
    instanceId,
    region: region ?? NO_REGION,
    profile,
    labels,
    line,
    ignore: ignore ? { reason: ignore.reason, until: ignore.until } : null,
    warnAgeSeconds: warnAge?.seconds ?? null,
    maxAgeSeconds: maxAge?.seconds ?? null,
    limit: limit ? spanInWords(limit.text) : null,
    askedAt,
    command: commandFor(target),
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
function muted(
  { ignore }: Pick<Target, "ignore">,
  state: State,
  trouble: Trouble | undefined,
  now: number,
): Pick<Row, "state" | "wouldBe" | "finding"> {
  if (!ignore || ignore.endsAt.getTime() <= now) {
    const since = trouble?.since === undefined ? null : iso(trouble.since);
    return { state, wouldBe: null, finding: trouble ? { ...trouble, since } : null };
  }
  return {
    state: "muted",
    wouldBe: state,
    finding: {
      what: `Muted until ${dayOf(Date.parse(ignore.until), now)}: ${asSentence(ignore.reason)} Would be ${state}.`,
      next: trouble?.next ?? "",
      since: null,
    },
  };
}

/** The worst state of the checks, and the finding of the first check with that state. */
function verdictOf(outcomes: readonly Outcome[]): { readonly state: State; readonly trouble?: Trouble } {
  const fails = outcomes.filter(({ verdict }) => verdict === "fails");
  const bad = fails.length > 0 ? fails : outcomes.filter(({ verdict }) => verdict === "warns");
  const state = fails.length > 0 ? "failing" : bad.length > 0 ? "late" : "fine";
  return { state, trouble: bad.find(({ finding }) => finding)?.finding };
}

/** The row of a database whose listing answered. */
export function judge(subject: Subject, answer: Selection, askedAt: string): Row {
  const evidence = evidenceOf(subject, answer);
  const { latest, now, loss, usual, verdicts } = evidence;
  const outcomes = Object.entries(criteria).flatMap(([name, criterion]) => {
    const outcome = criterion(evidence);
    return outcome ? [{ name: name as CheckName, ...outcome }] : [];
  });
  const { state, trouble } = verdictOf(outcomes);
  const facts = base(subject, askedAt);
  const limit = facts.maxAgeSeconds ?? facts.warnAgeSeconds;
  const failed = verdicts.find(({ backup }) => backup.status === "failed" && backup.startedAt !== null);
  const oldest = oldestState(evidence);
  const gap = tooLongGap(evidence);
  return {
    ...facts,
    ...muted(subject, state, trouble, now),
    checks: outcomes.map(({ name, title, found, allowed, verdict }) => ({
      name,
      title,
      found,
      allowed,
      verdict,
    })),
    ageSeconds: loss ?? null,
    ageShare: loss === undefined || !limit ? null : loss / limit,
    latest: latestOf(latest),
    usualSizeBytes: usual.sizeBytes ?? null,
    sizeChange: sizeChange(evidence),
    usualIntervalSeconds: usual.intervalMs === undefined ? null : usual.intervalMs / 1000,
    listedCount: verdicts.length,
    eligibleCount: evidence.eligible.length,
    windowStart: oldest === undefined ? null : iso(oldest),
    newestFailedAt: failed?.backup.startedAt ?? null,
    longGap: gap ? { from: iso(gap.from), to: iso(gap.to) } : null,
    backups: markedBackups(evidence),
    error: null,
  };
}

/** Message and hint of an error, without what the row already shows. */
export function toldInRow(error: unknown): Told<string> {
  if (!(error instanceof BackupsError))
    return {
      message: `a mistake in this program: ${messageOf(error)}`,
      hint: "Please report it, without keys.",
    };
  const { message, hint = "Try again." } = rendered(error.told("where"), inFile);
  if (error.code !== "denied") return { message, hint };
  return { message, hint: `${hint} \`cdktf-backups permissions\` prints the policy for the whole file.` };
}

/** A row without the answer of a lookup. */
function rowWithout(
  target: Target,
  askedAt: string,
  state: State,
  check: Check,
  trouble: Trouble,
  error: Row["error"],
): Row {
  return {
    ...base(target, askedAt),
    ...NOTHING,
    ...muted(target, state, trouble, Date.parse(askedAt)),
    checks: [check],
    error,
  };
}

/** The row of a database or an `instances: all` entry that could not be asked about. */
export function judgeFailure(target: Target, error: unknown, askedAt: string): Row {
  const code = error instanceof BackupsError ? error.code : "internal";
  const { message, hint = "" } = toldInRow(error);
  const check = {
    name: "asked",
    title: "Asked",
    found: code,
    allowed: "an answer",
    verdict: "unknown",
  } as const;
  const finding = { what: `Could not be asked: ${asSentence(message)}`, next: hint };
  return rowWithout(target, askedAt, "unknown", check, finding, { code, message });
}

/** The row of an `instances: all` entry that found too few instances; undefined if it found enough. */
export function judgeDiscovery(
  target: Target,
  { found, atLeast }: Discovery,
  askedAt: string,
): Row | undefined {
  if (found === null || found >= atLeast) return undefined;
  const finding = {
    what: `${counted(found, "instance was", "instances were")} found, and there must be at least ${atLeast}.`,
    next: "See whether the region, the account and its permissions are the right ones; lower at_least if instances were deleted on purpose.",
  };
  const allowed = `at least ${atLeast}`;
  const check = {
    name: "instances",
    title: "Instances",
    found: String(found),
    allowed,
    verdict: "fails",
  } as const;
  return rowWithout(target, askedAt, "failing", check, finding, null);
}
