/** Plans a trigger. Pure: from the state and the arguments to the next state. */
import { newestFirst } from "../core/selection";
import { isLate, members } from "../resources/restore-point-plan";
import { backupOf, flatFields, lateFields } from "../resources/restore-point-schema";
import type { TfObject } from "./wire/types";

export type TriggerDecision =
  /** Nothing changes. */
  | { readonly kind: "hold" }
  /** Nothing changes in this run: the backups are known only after the apply. */
  | { readonly kind: "later" }
  /** There is no backup. */
  | { readonly kind: "nothing" }
  /** This becomes the state. `back`: the backup is older than the former one, which is no longer listed. */
  | { readonly kind: "move"; readonly planned: TfObject; readonly back: boolean };

/** Newest first, in the order of lookups. */
function byAge(a: TfObject, b: TfObject): number {
  const timed = ({ id, started_at: at }: TfObject) => ({
    id: String(id),
    startedAt: typeof at === "string" ? at : null,
  });
  return newestFirst(timed(a), timed(b));
}

/**
 * Decides about a trigger. It takes the newest listed backup, in any order of the list. It takes one that is older than
 * the stored one only if that is no longer listed. It never becomes empty.
 *
 * @param prior null for a new trigger
 */
export function followed(prior: TfObject | null, config: TfObject): TriggerDecision {
  const { backups } = config;
  const moved = (fields: TfObject, back = false): TriggerDecision => ({
    kind: "move",
    planned: { ...fields, backups: config.backups ?? null },
    back,
  });
  if (isLate(backups)) return prior ? { kind: "later" } : moved(lateFields);
  const [newest, ...others] = (Array.isArray(backups) ? backups : [])
    .map(members)
    .filter(({ id }) => typeof id === "string")
    .sort(byAge);
  if (!newest) return { kind: "nothing" };
  if (!prior) return moved(flatFields(newest));
  const former = backupOf(prior);
  if (newest.id === former.id) return { kind: "hold" };
  if (byAge(newest, former) < 0) return moved(flatFields(newest));
  return others.some(({ id }) => id === former.id) ? { kind: "hold" } : moved(flatFields(newest), true);
}
