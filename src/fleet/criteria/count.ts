import { instantOf } from "../age";
import { counted, spanInWords } from "../words";
import { type Criterion, checked } from "./evidence";

/** Checks the number of restorable backups of a period that ends now. */
export const count: Criterion = ({ limits, verdicts, now }) => {
  if (!limits.count) return undefined;
  const { within, atLeast } = limits.count;
  const begin = now - within.seconds * 1000;
  const amount = verdicts.filter(({ backup, eligible }) => eligible && instantOf(backup) >= begin).length;
  const period = `the last ${spanInWords(within.text)}`;
  const holds = amount >= atLeast;
  const check = checked(
    "count",
    `Within ${spanInWords(within.text)}`,
    String(amount),
    `at least ${atLeast}`,
    holds ? "holds" : "fails",
  );
  return holds
    ? { check }
    : {
        check,
        finding: {
          what: `${counted(amount, "restorable backup is", "restorable backups are")} of ${period}, and ${atLeast} must be.`,
          next: "See in the console whether any failed, how often the schedule runs, and how long backups are kept.",
          since: null,
        },
      };
};
