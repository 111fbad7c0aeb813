import { countReasons } from "../../core/selection";
import { instantOf } from "../age";
import type { Finding } from "../report";
import { lengthOf, momentOf, spanInWords } from "../words";
import {
  attemptsSince,
  type Criterion,
  checked,
  type Evidence,
  hasFailed,
  isIncomplete,
  iso,
} from "./evidence";

/** Hint if no run failed: the limit may be shorter than the usual interval. */
function nextRun(due: number | undefined, now: number): string {
  return due !== undefined && due >= now
    ? `The next one is due on ${momentOf(due, now)}, by the usual interval. Start one by hand, or raise the limit.`
    : "Start a backup by hand now. Then see in the console whether the schedule runs.";
}

/** Why the latest backup is as old as it is, and what to do. */
function reasonFor(evidence: Evidence, verdict: "fails" | "warns", since: string): Finding {
  const { latest, now, usual, limits } = evidence;
  const last = latest ? instantOf(latest) : Number.NaN;
  const attempts = attemptsSince(evidence);
  const failures = attempts.filter(hasFailed);
  const first = failures.at(-1);
  if (first && failures.every(isIncomplete)) {
    const missing = [...new Set(failures.flatMap(({ backup }) => backup.missingShards))];
    const lacks = missing.length > 0 ? `lack shard ${missing.join(", ")}` : "are in doubt";
    const runs = failures.length === 1 ? "The last run" : `The last ${failures.length} runs`;
    return {
      what: `${runs} ${failures.length === 1 ? lacks.replace(/^lack/, "lacks").replace(/^are/, "is") : lacks}. The latest complete set is of ${momentOf(last, now)}.`,
      next: `See why ${missing.join(", ") || "a shard"} is not backed up. If the cluster was scaled in, set shard_count in the file.`,
      since,
    };
  }
  if (first) {
    const all =
      attempts.length > failures.length
        ? `${failures.length} of ${attempts.length} attempts since then failed.`
        : attempts.length === 1
          ? "The one attempt since then failed."
          : `All ${attempts.length} attempts since then failed.`;
    return {
      what: `No restorable backup since ${momentOf(last, now)}. ${all}`,
      next: `Start a backup by hand now. Then look up the task's error in the console: the first failure is of ${momentOf(instantOf(first.backup), now)}.`,
      since,
    };
  }
  const due = usual.intervalMs === undefined ? undefined : last + usual.intervalMs;
  if (verdict === "warns") {
    const what =
      due !== undefined && due < now
        ? `The backup due on ${momentOf(due, now)} has not succeeded.`
        : `The latest restorable backup is of ${momentOf(last, now)}.`;
    const { maxAge } = limits;
    const reached = maxAge
      ? ` The limit of ${spanInWords(maxAge.text)} is reached on ${momentOf(last + maxAge.seconds * 1000, now)}.`
      : "";
    return { what, next: `Start one by hand.${reached}`, since };
  }
  return {
    what: `No restorable backup since ${momentOf(last, now)}${attempts.length > 0 ? `: ${countReasons(attempts)}` : ", and none was tried"}.`,
    next: nextRun(due, now),
    since,
  };
}

/** Checks the age of the latest restorable backup: the time whose data a restore now would lose. */
export const age: Criterion = (evidence) => {
  const { latest, loss, limits } = evidence;
  const { warnAge, maxAge } = limits;
  if (!warnAge && !maxAge) return undefined;
  const allowed = [warnAge && spanInWords(warnAge.text), maxAge && `at most ${spanInWords(maxAge.text)}`]
    .filter(Boolean)
    .join(", ");
  if (latest === null || loss === undefined)
    return { check: checked("age", "Age", "no restorable backup", allowed, maxAge ? "fails" : "warns") };
  const fails = maxAge && loss > maxAge.seconds;
  const verdict = fails ? "fails" : warnAge && loss > warnAge.seconds ? "warns" : "holds";
  const check = checked("age", "Age", lengthOf(loss), allowed, verdict);
  if (verdict === "holds") return { check };
  const limit = (fails ? maxAge : warnAge)?.seconds ?? 0;
  return { check, finding: reasonFor(evidence, verdict, iso(instantOf(latest) + limit * 1000)) };
};
