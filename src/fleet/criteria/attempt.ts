import { instantOf } from "../age";
import { momentOf } from "../words";
import { attemptsSince, type Criterion, hasFailed, isIncomplete, iso, nextDue, runsIn } from "./evidence";

/** Checks that the newest finished attempt succeeded. */
export const attempt: Criterion = (evidence) => {
  const { limits, verdicts, now, latest } = evidence;
  if (!limits.failedAttempt) return undefined;
  const title = "Newest attempt";
  const allowed = "succeeded";
  const newest = runsIn(verdicts, now).find(({ backup }) => backup.status !== "running");
  if (!newest) return { title, found: "none", allowed, verdict: "warns" };
  const when = momentOf(instantOf(newest.backup), now);
  const outcome = isIncomplete(newest) ? "incomplete" : newest.backup.status;
  const found = `${outcome}, ${when}`;
  if (!hasFailed(newest)) return { title, found, allowed, verdict: "holds" };
  const failures = attemptsSince(evidence).filter(hasFailed);
  const first = instantOf((failures.at(-1) ?? newest).backup);
  const due = nextDue(evidence);
  return {
    title,
    found,
    allowed,
    verdict: "warns",
    finding: {
      what:
        failures.length > 1
          ? `The newest ${failures.length} attempts failed, the first of them on ${momentOf(first, now)}.`
          : `The newest attempt, of ${when}, ${outcome === "failed" ? "failed" : "is incomplete"}.${latest ? " The one before it is restorable." : ""}`,
      next: due
        ? `Start a backup by hand if the next one, due on ${momentOf(due, now)}, fails as well.`
        : "Start a backup by hand, and look up the task's error in the console.",
      since: iso(first),
    },
  };
};
