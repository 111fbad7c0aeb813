/** Jobs were provisioners of a null_resource once; a `moved` block hands their state over, and nothing runs. */
import { isObject } from "../../core/is-object";
import type { Moved, MoveSource, RawObject } from "../wire/resource";

const SOURCES: Readonly<Record<string, string>> = {
  null_resource: "triggers",
  terraform_data: "triggers_replace",
};

/** What made the job run; terraform_data stores it beside its type. */
function triggersOf({ type, state }: MoveSource): RawObject {
  const stored = state[SOURCES[type] ?? ""];
  const value = type === "terraform_data" && isObject(stored) && "type" in stored ? stored.value : stored;
  return isObject(value) ? value : {};
}

/**
 * Takes over the state of a job of old: the backup that it restored. Commands were in the configuration only, so they are
 * stored by the first apply; until then nothing is removed.
 */
export function movedJob(source: MoveSource): Moved {
  const given = Object.entries(triggersOf(source)).filter(
    ([, value]) => typeof value === "string" && value !== "",
  );
  const target = Object.fromEntries(given) as Record<string, string>;
  if (!target.BACKUP_ID) {
    return {
      state: null,
      diagnostics: [
        {
          severity: "error",
          summary: `This ${source.type} is no restore job`,
          detail:
            "A restore job takes over a null_resource or terraform_data whose triggers have BACKUP_ID, the ID of the " +
            "backup that it restored. Remove the moved block, or add that trigger and apply once before moving.",
        },
      ],
    };
  }
  return {
    state: {
      backup_id: target.BACKUP_ID,
      instance_id: target.BACKUP_INSTANCE_ID ?? null,
      target,
      // Shown beside the address until the job has its name.
      id: source.state.id ?? null,
    },
  };
}
