import { triggerSchema } from "../resources/trigger-schema";
import type { EmptyLookups } from "./empty-lookups";
import { destroyAnyway } from "./terraform-command";
import { followed } from "./trigger-plan";
import { anError, aWarning, type Diagnostic } from "./wire/diagnostics";
import type { PluginResource } from "./wire/resource";
import type { TfObject } from "./wire/types";

/** Terraform folds warnings with the same summary, so the summary names the instance. */
function placeOf(state: TfObject | null): string {
  return typeof state?.instance_id === "string" ? `${state.instance_id}: ` : "";
}

function nothing(prior: TfObject | null, why: string): Diagnostic {
  const stays = prior ? ` Backup ${String(prior.backup_id)} stays followed, and nothing is recreated.` : "";
  return anError(
    `${placeOf(prior)}There is no backup to follow`,
    `${why}\nA trigger never becomes empty: plan again once there is a backup.${stays} ${destroyAnyway()}`,
    ["backups"],
  );
}

function movesBack(prior: TfObject, planned: TfObject): Diagnostic {
  const [former, next] = [prior, planned].map(
    (state) => `${String(state.backup_id)} of ${String(state.started_at)}`,
  );
  return aWarning(
    `${placeOf(prior)}the trigger moves back to backup ${String(planned.backup_id)}`,
    `Backup ${former} is no longer listed as restorable, and the newest that is, ${next}, is older. Resources ` +
      `that follow the trigger are recreated from older data; find out what happened to the former backup ` +
      "before you apply.",
    ["backups"],
  );
}

function waits(prior: TfObject): Diagnostic {
  const id = String(prior.backup_id);
  return aWarning(
    `${placeOf(prior)}backup ${id} stays followed in this run`,
    `Backup ${id} stays followed in this run because backups is known only after the apply; plan once more to see whether the trigger moves, and to which backup.`,
    ["backups"],
  );
}

/**
 * Stores the newest backup for resources that follow it. It calls no API: the configuration gives it a lookup's result.
 *
 * @param empty why lookups of this process found no backup
 */
export const trigger = (empty: EmptyLookups): PluginResource => ({
  schema: triggerSchema,
  importRefusal:
    "A trigger exists only in the state, so there is nothing to import. Make it anew: it then follows the newest backup.",
  validate: () => [],
  plan({ prior, config }) {
    const decision = followed(prior, config);
    switch (decision.kind) {
      case "nothing":
        return { planned: null, diagnostics: [nothing(prior, empty.why(prior?.instance_id))] };
      case "move": {
        const told = prior && decision.back ? [movesBack(prior, decision.planned)] : [];
        return { planned: decision.planned, diagnostics: told };
      }
      default:
        return { planned: prior, diagnostics: prior && decision.kind === "later" ? [waits(prior)] : [] };
    }
  },
});
