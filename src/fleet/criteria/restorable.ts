import { countReasons } from "../../core/selection";
import { counted } from "../words";
import { type Criterion, checked } from "./evidence";

/** Checks that there is a restorable backup, and at least `min_count`. Always on. */
export const restorable: Criterion = ({ latest, verdicts, limits: { minCount }, instanceId }) => {
  const amount = verdicts.filter(({ eligible }) => eligible).length;
  const wanted = minCount ?? 1;
  const holds = amount >= wanted;
  const check = checked(
    "restorable",
    "Restorable",
    String(amount),
    `at least ${wanted}`,
    holds ? "holds" : "fails",
  );
  if (holds) return { check };
  if (verdicts.length === 0) {
    return {
      check,
      finding: {
        what: "There is no backup at all. The listing answered and is empty.",
        next: `Start one by hand, and see in the console whether automatic backups are on for ${instanceId}.`,
        since: null,
      },
    };
  }
  if (latest === null) {
    return {
      check,
      finding: {
        what: `None of ${counted(verdicts.length, "backup")} is restorable: ${countReasons(verdicts)}.`,
        next: "Start a backup by hand now. The list of its backups tells the reason for each.",
        since: null,
      },
    };
  }
  return {
    check,
    finding: {
      what: `${counted(amount, "backup is", "backups are")} restorable, and ${wanted} must be.`,
      next: "See in the console how long backups are kept, and whether any failed.",
      since: null,
    },
  };
};
