import { countReasons } from "../../core/selection";
import { counted } from "../words";
import type { Criterion, Evidence, Trouble } from "./evidence";

function reasonFor({ verdicts, instanceId }: Evidence, amount: number, wanted: number): Trouble {
  if (verdicts.length === 0)
    return {
      what: "There is no backup at all. The listing answered and is empty.",
      next: `Start one by hand, and see in the console whether automatic backups are on for ${instanceId}.`,
    };
  if (amount === 0)
    return {
      what: `None of ${counted(verdicts.length, "backup")} is restorable: ${countReasons(verdicts)}.`,
      next: "Start a backup by hand now. The list of its backups shows the reason for each.",
    };
  return {
    what: `${counted(amount, "backup is", "backups are")} restorable, and ${wanted} must be.`,
    next: "See in the console how long backups are kept, and whether any failed.",
  };
}

/** Checks that there is a restorable backup, and at least `min_count`. Always on. */
export const restorable: Criterion = (evidence) => {
  const amount = evidence.eligible.length;
  const wanted = evidence.limits.minCount ?? 1;
  const facts = { title: "Restorable", found: String(amount), allowed: `at least ${wanted}` };
  if (amount >= wanted) return { ...facts, verdict: "holds" };
  return { ...facts, verdict: "fails", finding: reasonFor(evidence, amount, wanted) };
};
