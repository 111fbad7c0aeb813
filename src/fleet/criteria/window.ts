import type { Verdict } from "../../core/selection";
import { dataTo } from "../age";
import { lengthOf, momentOf, spanInWords } from "../words";
import { type Criterion, checked } from "./evidence";

/**
 * The oldest state that can certainly be restored, in milliseconds. A backup may contain writes made until its end.
 * Undefined if no backup is restorable, or no end is known.
 */
export function oldestState(verdicts: readonly Verdict[]): number | undefined {
  const ends = verdicts.filter(({ eligible }) => eligible).map(({ backup }) => dataTo(backup));
  const known = ends.filter(Number.isFinite);
  return known.length > 0 ? known.reduce((oldest, end) => Math.min(oldest, end)) : undefined;
}

/** Checks how far back a restore can go. */
export const restoreWindow: Criterion = ({ limits: { minWindow }, verdicts, now, latest }) => {
  if (!minWindow) return undefined;
  const oldest = oldestState(verdicts);
  const title = "Restore window";
  const allowed = `at least ${spanInWords(minWindow.text)}`;
  if (oldest === undefined) {
    const [found, verdict] = latest
      ? (["the vendor tells the end of none", "unknown"] as const)
      : (["no restorable backup", "fails"] as const);
    return { check: checked("window", title, found, allowed, verdict) };
  }
  const reach = (now - oldest) / 1000;
  const holds = reach >= minWindow.seconds;
  const found = lengthOf(reach);
  const check = checked("window", title, found, allowed, holds ? "holds" : "fails");
  if (holds) return { check };
  return {
    check,
    finding: {
      what: `The oldest restorable data is of ${momentOf(oldest, now)}: one can go back ${found}, and ${spanInWords(minWindow.text)} are needed.`,
      next: "Keep backups longer, or lower min_window if the database is new.",
      since: null,
    },
  };
};
