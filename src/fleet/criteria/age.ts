import { countReasons } from "../../core/selection";
import type { Span } from "../file/scalars";
import { lengthOf, momentOf, spanInWords } from "../words";
import { type Criterion, type Evidence, hasFailed, instantOf, isIncomplete, type Trouble } from "./evidence";

/** Why the latest backup is as old as it is, and what to do. */
function reasonFor(evidence: Evidence, verdict: "fails" | "warns"): Trouble {
  const { latest, now, usual, limits, attempts } = evidence;
  const last = latest ? instantOf(latest) : Number.NaN;
  const since = `No restorable backup since ${momentOf(last, now)}`;
  const failures = attempts.filter(hasFailed);
  const first = failures.at(-1);
  if (first && failures.every(isIncomplete)) {
    const missing = [...new Set(failures.flatMap(({ backup }) => backup.missingShards))].join(", ");
    const isOne = failures.length === 1;
    const runs = isOne ? "The last run" : `The last ${failures.length} runs`;
    const doubt = isOne ? "is in doubt" : "are in doubt";
    const lack = missing ? `${isOne ? "lacks" : "lack"} shard ${missing}` : doubt;
    return {
      what: `${runs} ${lack}. The latest complete set is of ${momentOf(last, now)}.`,
      next: `See why ${missing || "a shard"} is not backed up. If the cluster was scaled in, set shard_count in the file.`,
    };
  }
  if (first) {
    const all = attempts.length === 1 ? "The one attempt" : `All ${attempts.length} attempts`;
    const which =
      attempts.length > failures.length ? `${failures.length} of ${attempts.length} attempts` : all;
    return {
      what: `${since}. ${which} since then failed.`,
      next: `Start a backup by hand now. Then look up the task's error in the console: the first failure is of ${momentOf(instantOf(first.backup), now)}.`,
    };
  }
  const due = usual.intervalMs === undefined ? undefined : last + usual.intervalMs;
  if (verdict === "warns") {
    const { maxAge } = limits;
    const reached = maxAge
      ? ` The limit of ${spanInWords(maxAge.text)} is reached on ${momentOf(last + maxAge.seconds * 1000, now)}.`
      : "";
    return {
      what:
        due !== undefined && due < now
          ? `The backup due on ${momentOf(due, now)} has not succeeded.`
          : `The latest restorable backup is of ${momentOf(last, now)}.`,
      next: `Start one by hand.${reached}`,
    };
  }
  return {
    what: `${since}${attempts.length > 0 ? `: ${countReasons(attempts)}` : ", and none was tried"}.`,
    // Without a failure the limit may be shorter than the usual interval.
    next:
      due !== undefined && due >= now
        ? `The next one is due on ${momentOf(due, now)}, by the usual interval. Start one by hand, or raise the limit.`
        : "Start a backup by hand now. Then see in the console whether the schedule runs.",
  };
}

/** Checks the age of the latest restorable backup: the time whose data a restore now would lose. */
export const age: Criterion = (evidence) => {
  const { latest, loss, limits } = evidence;
  const { warnAge, maxAge } = limits;
  if (!warnAge && !maxAge) return undefined;
  const title = "Age";
  const allowed = [warnAge && spanInWords(warnAge.text), maxAge && `at most ${spanInWords(maxAge.text)}`]
    .filter(Boolean)
    .join(", ");
  if (latest === null || loss === undefined)
    return { title, found: "no restorable backup", allowed, verdict: maxAge ? "fails" : "warns" };
  const facts = { title, found: lengthOf(loss), allowed };
  const isOver = (limit: Span | undefined) => limit !== undefined && loss > limit.seconds;
  const verdict = isOver(maxAge) ? "fails" : isOver(warnAge) ? "warns" : "holds";
  if (verdict === "holds") return { ...facts, verdict };
  const limit = (verdict === "fails" ? maxAge : warnAge)?.seconds ?? 0;
  const since = instantOf(latest) + limit * 1000;
  return { ...facts, verdict, finding: { ...reasonFor(evidence, verdict), since } };
};
