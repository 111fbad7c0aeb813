import { anId, isBackupId } from "../core/id";
import { type Decision, decide, isLate, members } from "../resources/restore-point-plan";
import { restorePointSchema } from "../resources/restore-point-schema";
import type { EmptyLookups } from "./empty-lookups";
import { movedPoint } from "./restore-point-move";
import { laterWarning, nothingWarning, pinWarnings, unlistedWarning } from "./restore-point-warnings";
import { destroyAnyway } from "./terraform-command";
import type { Diagnostic } from "./wire/diagnostics";
import type { Plan, PlanInput, PluginResource } from "./wire/resource";
import type { TfObject } from "./wire/types";

/** Private data of existing points: it distinguishes the second half of a replacement from a create. */
const EXISTS = Buffer.from("exists");

const REMEDY = "To pin a backup that you know, give backup_id.";

function error(summary: string, detail: string, attribute?: Diagnostic["attribute"]): Diagnostic {
  return { severity: "error", summary, detail, attribute };
}

function validate({ keepers, backup_id: id }: TfObject): Diagnostic[] {
  const missing = Object.entries(members(keepers))
    .filter(([, value]) => value === null)
    .map(([name]) =>
      error(
        "A keeper is null",
        `The keeper ${name} is null. The point would move when the keeper gets a value, and again when it ` +
          "loses it: give it a value, or leave it out.",
        ["keepers", name],
      ),
    );
  // With a blank from a file or a paste, it would be another backup, which no vendor has.
  const isOdd = typeof id === "string" && !isBackupId(id);
  const odd = error(
    "Not the ID of a backup",
    `backup_id: got ${JSON.stringify(id)}, expected ${anId}; leave it out to pin the newest one.`,
    ["backup_id"],
  );
  return isOdd ? [...missing, odd] : missing;
}

/** Plans a new point, also as the second half of a replacement. */
function planNew(decision: Decision, isReplacement: boolean, why: string): Plan {
  if (decision.kind !== "pin") {
    return {
      planned: null,
      diagnostics: [
        error(
          "There is nothing to pin",
          `${why}\n${REMEDY} A point that exists keeps its backup. ${destroyAnyway("everything else")}`,
        ),
      ],
    };
  }
  if (isReplacement && isLate(decision.planned.backup_id)) {
    return {
      planned: null,
      diagnostics: [
        error(
          "A point cannot be replaced by a backup that is not known yet",
          "The lookup runs during the apply, after the old pin is gone, and may find nothing. Change a keeper " +
            "instead: the pin then moves in the first plan that knows the backup.",
        ),
      ],
    };
  }
  return { planned: decision.planned, diagnostics: unlisted(decision) };
}

function unlisted(decision: Decision & { readonly kind: "pin" }): Diagnostic[] {
  return decision.unlisted ? [unlistedWarning(String(decision.planned.backup_id))] : [];
}

/** Plans an existing point. An error here would also stop the plan before a destroy. */
function planExisting(prior: TfObject, config: TfObject, decision: Decision, now: number, why: string): Plan {
  switch (decision.kind) {
    case "pin":
      return { planned: decision.planned, private: EXISTS, diagnostics: unlisted(decision) };
    case "nothing":
      return {
        planned: { ...prior, keepers: config.keepers ?? prior.keepers ?? null },
        private: EXISTS,
        diagnostics: [nothingWarning(prior, `${why}\n${REMEDY}`)],
      };
    default: {
      // Stored keepers that cannot be compared are replaced by the given ones, without another effect.
      const keepers = prior.keepers ?? config.keepers ?? null;
      const later = decision.kind === "later" ? [laterWarning(prior, decision.waitsFor)] : [];
      return {
        planned: { ...prior, keepers },
        private: EXISTS,
        diagnostics: [...later, ...pinWarnings(prior, config, now)],
      };
    }
  }
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
    plan({ prior, config, private: kept }: PlanInput) {
      const decision = decide(prior, config);
      return prior
        ? planExisting(prior, config, decision, now(), why(config))
        : planNew(decision, kept.length > 0, why(config));
    },
    async apply({ prior, config }) {
      if (!prior || decide(prior, config).kind !== "nothing") return {};
      return {
        diagnostics: [
          error(
            "There is nothing to pin",
            `A keeper changed, and backup ${String(prior.backup_id)} stays pinned. ${why(config)}\n${REMEDY}`,
          ),
        ],
      };
    },
    move: movedPoint,
  };
}
