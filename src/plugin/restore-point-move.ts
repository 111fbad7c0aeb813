/** Takes over points of older releases, which were a `terraform_data`, for a `moved` block. */
import { isObject } from "../core/is-object";
import { flatFields } from "../resources/restore-point-schema";
import { anError } from "./wire/diagnostics";
import type { Moved, MoveSource, RawObject } from "./wire/resource";
import type { TfObject } from "./wire/types";

/** A value that terraform_data stores beside its type. */
function storedValue(stored: unknown): unknown {
  return isObject(stored) ? stored.value : null;
}

/**
 * The keepers in `triggers_replace`; null if that was not a map, so that they cannot be compared. A pinned ID was one
 * of them.
 */
function keepersOf(triggers: unknown): RawObject | null {
  if (!isObject(triggers)) return null;
  const { backupId: _, ...keepers } = triggers;
  return Object.fromEntries(
    Object.entries(keepers)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, String(value)]),
  );
}

/** Takes over the state of a `terraform_data` whose input is a lookup's backup. */
export function movedPoint({ type, state }: MoveSource): Moved {
  const backup = storedValue(state.input) ?? null;
  // If its lookup found nothing, the point has null, and pins the newest backup now.
  const isPoint = type === "terraform_data" && (backup === null || (isObject(backup) && "id" in backup));
  if (!isPoint) {
    return {
      refusal: anError(
        `This ${type} holds no backup`,
        "A restore point takes over a terraform_data whose input is `latest` of a lookup. Remove the moved block; the " +
          "point is then created, and pins the newest backup.",
      ),
    };
  }
  return {
    state: {
      ...(backup === null ? {} : flatFields(backup as TfObject)),
      backup,
      keepers: keepersOf(storedValue(state.triggers_replace)),
      backups: [],
      selection: {},
      newer_warning: true,
    },
  };
}
