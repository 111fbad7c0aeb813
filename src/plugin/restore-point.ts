import { anId, isBackupId } from "../core/id";
import { type Decision, decide, isLate, members } from "../resources/restore-point-plan";
import { restorePointSchema } from "../resources/restore-point-schema";
import type { EmptyLookups } from "./empty-lookups";
import { movedPoint } from "./restore-point-move";
import { laterWarning, nothingWarning, pinWarnings, unlistedWarning } from "./restore-point-warnings";
import { destroyAnyway } from "./terraform-command";
import { anError, type Diagnostic } from "./wire/diagnostics";
import type { Plan, PluginResource } from "./wire/resource";
import type { TfObject } from "./wire/types";

const NOTHING = "There is nothing to pin";
const REMEDY = "To pin a backup that you know, give backup_id.";

function validate({ keepers, backup_id: id }: TfObject): Diagnostic[] {
  const missing = Object.entries(members(keepers))
    .filter(([, value]) => value === null)
    .map(([name]) =>
      anError(
        "A keeper is null",
        `The keeper ${name} is null. The pin would move when the keeper gets a value, and again when it loses it: give ` +
          "it a value, or leave it out.",
        ["keepers", name],
      ),
    );
  // With a blank from a file or a paste, it would be another backup, which no vendor has.
  if (typeof id !== "string" || isBackupId(id)) return missing;
  const odd = `backup_id: got ${JSON.stringify(id)}, expected ${anId}; leave it out to pin the newest one.`;
  return [...missing, anError("Not the ID of a backup", odd, ["backup_id"])];
}

/** Plans a new point, also as the second half of a replacement. */
function planNew(decision: Decision, isReplacement: boolean, why: string): Plan {
  if (decision.kind !== "pin") {
    const detail = `${why}\n${REMEDY} A point that exists keeps its backup. ${destroyAnyway("everything else")}`;
    return { planned: null, diagnostics: [anError(NOTHING, detail)] };
  }
  if (isReplacement && isLate(decision.planned.backup_id)) {
    const unknown = anError(
      "A point cannot be replaced by a backup that is not known yet",
      "The lookup runs during the apply, after the old pin is gone, and may find nothing. Change a keeper instead: the " +
        "pin then moves in the first plan that knows the backup.",
    );
    return { planned: null, diagnostics: [unknown] };
  }
  return pinned(decision);
}

function pinned({ planned, unlisted }: Decision & { readonly kind: "pin" }): Plan {
  return { planned, diagnostics: unlisted ? [unlistedWarning(String(planned.backup_id))] : [] };
}

/** Plans an existing point. An error here would also stop the plan before a destroy. */
function planExisting(prior: TfObject, config: TfObject, decision: Decision, now: number, why: string): Plan {
  if (decision.kind === "pin") return pinned(decision);
  if (decision.kind === "nothing") {
    return {
      planned: { ...prior, keepers: config.keepers ?? prior.keepers ?? null },
      diagnostics: [nothingWarning(prior, `${why}\n${REMEDY}`)],
    };
  }
  // Given keepers replace stored ones that cannot be compared, without another effect.
  const keepers = prior.keepers ?? config.keepers ?? null;
  const later = decision.kind === "later" ? [laterWarning(prior, decision.waitsFor)] : [];
  return { planned: { ...prior, keepers }, diagnostics: [...later, ...pinWarnings(prior, config, now)] };
}

/**
 * A pinned backup as a managed resource. It calls no API: the configuration gives it a lookup's result.
 *
 * @param empty why lookups of this process found no backup
 * @param now milliseconds, for expiry
 */
export function restorePoint(empty: EmptyLookups, now: () => number = Date.now): PluginResource {
  const why = ({ selection }: TfObject) => empty.why(members(selection).instance_id);
  return {
    schema: restorePointSchema,
    importRefusal:
      "A point exists only in the state, so there is nothing to import. Make the point with backup_id, which " +
      "pins exactly that backup.",
    validate,
    plan({ prior, config, isReplacement }) {
      const decision = decide(prior, config);
      if (!prior) return planNew(decision, isReplacement, why(config));
      return planExisting(prior, config, decision, now(), why(config));
    },
    async apply({ prior, config }) {
      if (!prior || decide(prior, config).kind !== "nothing") return {};
      const detail = `A keeper changed, and backup ${String(prior.backup_id)} stays pinned. ${why(config)}\n${REMEDY}`;
      return { diagnostics: [anError(NOTHING, detail)] };
    },
    move: movedPoint,
  };
}
