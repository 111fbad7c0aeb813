import { instantOf } from "../age";
import { lengthOf, momentOf, spanInWords } from "../words";
import { type Criterion, checked } from "./evidence";

/** How far back one can restore: the data of the oldest restorable backup. */
export const restoreWindow: Criterion = ({ limits: { minWindow }, verdicts, now }) => {
  if (!minWindow) return undefined;
  const oldest = verdicts.filter(({ eligible }) => eligible).at(-1)?.backup;
  const reach = oldest ? (now - instantOf(oldest)) / 1000 : undefined;
  const holds = reach !== undefined && reach >= minWindow.seconds;
  const allowed = `at least ${spanInWords(minWindow.text)}`;
  const found = reach === undefined ? "no restorable backup" : lengthOf(reach);
  const check = checked("window", "Restore window", found, allowed, holds ? "holds" : "fails");
  if (holds || !oldest) return { check };
  return {
    check,
    finding: {
      what: `The oldest restorable backup is of ${momentOf(instantOf(oldest), now)}: one can go back ${found}, and ${spanInWords(minWindow.text)} are needed.`,
      next: "Keep backups longer, or lower min_window if the database is new.",
      since: null,
    },
  };
};
