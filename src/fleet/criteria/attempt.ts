import { instantOf } from "../age";
import { momentOf } from "../words";
import {
  attemptsSince,
  type Criterion,
  checked,
  hasFailed,
  isAhead,
  isIncomplete,
  iso,
  nextDue,
} from "./evidence";

/** Checks that the newest finished attempt succeeded. */
export const attempt: Criterion = (evidence) => {
  const { limits, verdicts, now } = evidence;
  if (!limits.failedAttempt) return undefined;
  const newest = verdicts.find(
    (verdict) =>
      verdict.backup.status !== "running" &&
      Number.isFinite(instantOf(verdict.backup)) &&
      !isAhead(verdict, now),
  );
  const title = "Newest attempt";
  if (!newest) return { check: checked("attempt", title, "none", "succeeded", "warns") };
  const when = momentOf(instantOf(newest.backup), now);
  const isBad = newest.backup.status === "failed" || isIncomplete(newest);
  const outcome = isIncomplete(newest) ? "incomplete" : newest.backup.status;
  const check = checked("attempt", title, `${outcome}, ${when}`, "succeeded", isBad ? "warns" : "holds");
  if (!isBad) return { check };
  const failures = attemptsSince(evidence).filter(hasFailed);
  const first = failures.at(-1) ?? newest;
  const amount = Math.max(1, failures.length);
  const due = nextDue(evidence);
  return {
    check,
    finding: {
      what:
        amount === 1
          ? `The newest attempt, of ${when}, ${outcome === "failed" ? "failed" : "is incomplete"}.${evidence.latest ? " The one before it is restorable." : ""}`
          : `The newest ${amount} attempts failed, the first of them on ${momentOf(instantOf(first.backup), now)}.`,
      next: due
        ? `Start a backup by hand if the next one, due on ${momentOf(due, now)}, fails as well.`
        : "Start a backup by hand, and look up the task's error in the console.",
      since: iso(instantOf(first.backup)),
    },
  };
};
