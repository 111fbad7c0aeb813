import { counted, spanInWords } from "../words";
import { type Criterion, instantOf } from "./evidence";

/** Checks the number of restorable backups of a period that ends now. */
export const count: Criterion = ({ limits, eligible, now }) => {
  if (!limits.count) return undefined;
  const { within, atLeast } = limits.count;
  const begin = now - within.seconds * 1000;
  const amount = eligible.filter(({ backup }) => instantOf(backup) >= begin).length;
  const period = spanInWords(within.text);
  const facts = { title: `Within ${period}`, found: String(amount), allowed: `at least ${atLeast}` };
  if (amount >= atLeast) return { ...facts, verdict: "holds" };
  return {
    ...facts,
    verdict: "fails",
    finding: {
      what: `${counted(amount, "restorable backup is", "restorable backups are")} of the last ${period}, and ${atLeast} must be.`,
      next: "See in the console whether any failed, how often the schedule runs, and how long backups are kept.",
    },
  };
};
