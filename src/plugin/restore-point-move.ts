/** Points were core `terraform_data` once; a `moved` block hands their state over. */
import { isObject } from "../core/is-object";
import { flatFields } from "../resources/restore-point-schema";
import type { Moved, MoveSource, RawObject } from "./wire/resource";
import type { TfObject } from "./wire/types";

/** A value that terraform_data stores beside its type. */
function storedValue(stored: unknown): unknown {
  return isObject(stored) ? stored.value : null;
}

/**
 * Keepers of a point that had them in `triggers_replace`; null if that was no map, so that they cannot be compared.
 * An ID that was pinned was one of them.
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
  // One whose lookup found nothing holds null, and pins what is newest now.
  const isPoint = type === "terraform_data" && (backup === null || (isObject(backup) && "id" in backup));
  if (!isPoint) {
    return {
      state: null,
      diagnostics: [
        {
          severity: "error",
          summary: `This ${type} holds no backup`,
          detail:
            "A restore point takes over a terraform_data whose input is `latest` of a lookup. Remove the moved block; " +
            "the point is then made anew, from what is newest.",
        },
      ],
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
