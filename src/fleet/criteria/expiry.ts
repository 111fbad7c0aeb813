import { lengthOf, momentOf } from "../words";
import { type Criterion, checked, iso, nextDue, notEnough } from "./evidence";

/** Whether the latest restorable backup is kept until the next one is due. */
export const expiry: Criterion = (evidence) => {
  const { limits, latest, now, usual } = evidence;
  if (!limits.earlyExpiry) return undefined;
  const title = "Expiry";
  const due = nextDue(evidence);
  if (!latest)
    return { check: checked("expiry", title, "no restorable backup", "after the next backup", "unknown") };
  if (latest.expiresAt === null)
    return { check: checked("expiry", title, "the vendor tells none", "after the next backup", "unknown") };
  const expires = Date.parse(latest.expiresAt);
  const found = momentOf(expires, now);
  if (due === undefined || usual.intervalMs === undefined)
    return {
      check: checked(
        "expiry",
        title,
        `${found}; ${notEnough(usual.timed)}`,
        "after the next backup",
        "unknown",
      ),
    };
  const holds = expires > due;
  const check = checked("expiry", title, found, `after ${momentOf(due, now)}`, holds ? "holds" : "warns");
  return holds
    ? { check }
    : {
        check,
        finding: {
          what: `The latest restorable backup expires on ${found}, and the next one is due on ${momentOf(due, now)}.`,
          next: `Start one by hand before ${found}. Then keep backups longer than ${lengthOf((usual.intervalMs * 2) / 1000)}.`,
          since: iso(now),
        },
      };
};
