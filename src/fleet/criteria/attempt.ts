import { momentOf } from "../words";
import { type Criterion, hasFailed, instantOf, isIncomplete } from "./evidence";

/** Checks that the newest finished attempt succeeded. */
export const attempt: Criterion = ({ limits, runs, attempts, usual: { due }, now, latest }) => {
  if (!limits.failedAttempt) return undefined;
  const title = "Newest attempt";
  const allowed = "succeeded";
  const newest = runs.find(({ backup }) => backup.status !== "running");
  if (!newest) return { title, found: "none", allowed, verdict: "warns" };
  const when = momentOf(instantOf(newest.backup), now);
  const outcome = isIncomplete(newest) ? "incomplete" : newest.backup.status;
  const found = `${outcome}, ${when}`;
  if (!hasFailed(newest)) return { title, found, allowed, verdict: "holds" };
  const failures = attempts.filter(hasFailed);
  const first = instantOf((failures.at(-1) ?? newest).backup);
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
      since: first,
    },
  };
};
