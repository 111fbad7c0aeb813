import { lengthOf, momentOf } from "../words";
import { type Criterion, notEnough } from "./evidence";

/** Checks that the latest restorable backup is kept until the next one is due. */
export const expiry: Criterion = ({ limits, latest, now, usual: { due, intervalMs, timed } }) => {
  if (!limits.earlyExpiry) return undefined;
  const title = "Expiry";
  const unknown = { title, allowed: "after the next backup", verdict: "unknown" } as const;
  if (!latest) return { ...unknown, found: "no restorable backup" };
  if (latest.expiresAt === null) return { ...unknown, found: "the vendor gives none" };
  const expires = Date.parse(latest.expiresAt);
  const found = momentOf(expires, now);
  if (due === undefined || intervalMs === undefined)
    return { ...unknown, found: `${found}; ${notEnough(timed)}` };
  const next = momentOf(due, now);
  const facts = { title, found, allowed: `after ${next}` };
  if (expires > due) return { ...facts, verdict: "holds" };
  return {
    ...facts,
    verdict: "warns",
    finding: {
      what: `The latest restorable backup expires on ${found}, and the next one is due on ${next}.`,
      next: `Start one by hand before ${found}. Then keep backups longer than ${lengthOf((intervalMs * 2) / 1000)}.`,
      since: now,
    },
  };
};
