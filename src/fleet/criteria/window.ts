import { lengthOf, momentOf, spanInWords } from "../words";
import type { Criterion, Evidence } from "./evidence";

/**
 * The oldest state that can certainly be restored, in milliseconds. A backup may contain writes made until its end.
 * Undefined if no backup is restorable, or no end is known.
 */
export function oldestState({ eligible }: Pick<Evidence, "eligible">): number | undefined {
  const ends = eligible.map(({ backup }) => Date.parse(backup.consistentTo ?? ""));
  return ends.filter(Number.isFinite).sort((a, b) => a - b)[0];
}

/** Checks how far back a restore can go. */
export const restoreWindow: Criterion = ({ limits: { minWindow }, eligible, now, latest }) => {
  if (!minWindow) return undefined;
  const title = "Restore window";
  const wanted = spanInWords(minWindow.text);
  const allowed = `at least ${wanted}`;
  const oldest = oldestState({ eligible });
  if (oldest === undefined)
    return latest
      ? { title, found: "the vendor gives no end of a backup", allowed, verdict: "unknown" }
      : { title, found: "no restorable backup", allowed, verdict: "fails" };
  const reach = (now - oldest) / 1000;
  const found = lengthOf(reach);
  if (reach >= minWindow.seconds) return { title, found, allowed, verdict: "holds" };
  return {
    title,
    found,
    allowed,
    verdict: "fails",
    finding: {
      what: `The oldest restorable data is of ${momentOf(oldest, now)}: one can go back ${found}, and ${wanted} are needed.`,
      next: "Keep backups longer, or lower min_window if the database is new.",
    },
  };
};
