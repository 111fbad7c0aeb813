import { newestFirst } from "../core/selection";
import { isLate, members } from "../resources/restore-point-plan";
import { backupOf, flatFields, lateFields } from "../resources/restore-point-schema";
import { triggerSchema } from "../resources/trigger-schema";
import type { EmptyLookups } from "./empty-lookups";
import { atInstance, destroyAnyway } from "./terraform-command";
import { anError, aWarning, type Diagnostic } from "./wire/diagnostics";
import type { PluginResource } from "./wire/resource";
import type { TfObject, TfValue } from "./wire/types";

function nothing(prior: TfObject | null, why: string): Diagnostic {
  const stays = prior ? ` Backup ${String(prior.backup_id)} stays followed, and nothing is recreated.` : "";
  return anError(
    atInstance(prior, "There is no backup to follow"),
    `${why}\nA trigger never becomes empty: plan again once there is a backup.${stays} ${destroyAnyway()}`,
    ["backups"],
  );
}

function movesBack(prior: TfObject, planned: TfObject): Diagnostic {
  const [former, next] = [prior, planned].map(
    (state) => `${String(state.backup_id)} of ${String(state.started_at)}`,
  );
  return aWarning(
    atInstance(prior, `the trigger moves back to backup ${String(planned.backup_id)}`),
    `Backup ${former} is no longer listed as restorable, and the newest that is, ${next}, is older. Resources ` +
      `that follow the trigger are recreated from older data; find out what happened to the former backup ` +
      "before you apply.",
    ["backups"],
  );
}

function waits(prior: TfObject): Diagnostic {
  const id = String(prior.backup_id);
  return aWarning(
    atInstance(prior, `backup ${id} stays followed in this run`),
    `Backup ${id} stays followed in this run because backups is known only after the apply; plan once more to see whether the trigger moves, and to which backup.`,
    ["backups"],
  );
}

/** Newest first, in the order of lookups. */
function byAge(a: TfObject, b: TfObject): number {
  const timed = ({ id, started_at: at }: TfObject) => ({
    id: String(id),
    startedAt: typeof at === "string" ? at : null,
  });
  return newestFirst(timed(a), timed(b));
}

function sorted(backups: TfValue): TfObject[] {
  const all = (Array.isArray(backups) ? backups : []).map(members);
  return all.filter(({ id }) => typeof id === "string").sort(byAge);
}

/**
 * Stores the newest backup for resources that follow it. It calls no API: the configuration gives it a lookup's result,
 * in any order.
 *
 * @param empty why lookups of this process found no backup
 */
export const trigger = (empty: EmptyLookups): PluginResource => ({
  schema: triggerSchema,
  importRefusal:
    "A trigger exists only in the state, so there is nothing to import. Make it anew: it then follows the newest backup.",
  validate: () => [],
  plan({ prior, config: { backups = null } }) {
    const follow = (fields: TfObject): TfObject => ({ ...fields, backups });
    if (isLate(backups)) {
      return prior ? { planned: prior, diagnostics: [waits(prior)] } : { planned: follow(lateFields) };
    }
    const [newest, ...others] = sorted(backups);
    if (!newest) return { planned: null, diagnostics: [nothing(prior, empty.why(prior?.instance_id))] };
    const moved = follow(flatFields(newest));
    if (!prior) return { planned: moved };
    const former = backupOf(prior);
    if (newest.id === former.id) return { planned: prior };
    if (byAge(newest, former) < 0) return { planned: moved };
    // An older backup is followed only if the former one is no longer listed.
    const isListed = others.some(({ id }) => id === former.id);
    return isListed ? { planned: prior } : { planned: moved, diagnostics: [movesBack(prior, moved)] };
  },
});
