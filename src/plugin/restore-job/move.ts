/** Takes over jobs of older releases, which were provisioners of a null_resource, for a `moved` block. Nothing runs. */
import { isObject } from "../../core/is-object";
import { anError } from "../wire/diagnostics";
import type { Moved, MoveSource, RawObject } from "../wire/resource";

const SOURCES: Readonly<Record<string, string>> = {
  null_resource: "triggers",
  terraform_data: "triggers_replace",
};

/** The triggers of the older job; terraform_data stores them beside their type. */
function triggersOf({ type, state }: MoveSource): RawObject {
  const stored = state[SOURCES[type] ?? ""];
  const value = type === "terraform_data" && isObject(stored) && "type" in stored ? stored.value : stored;
  return isObject(value) ? value : {};
}

/** The older job's restored backup. Its state has no commands: the first apply stores them, and removes nothing before. */
export function movedJob(source: MoveSource): Moved {
  const given = Object.entries(triggersOf(source)).filter(
    ([, value]) => typeof value === "string" && value !== "",
  );
  const target = Object.fromEntries(given) as Record<string, string>;
  if (!target.BACKUP_ID) {
    return {
      refusal: anError(
        `This ${source.type} is no restore job`,
        "A restore job takes over a null_resource or terraform_data whose triggers have BACKUP_ID, the ID of the " +
          "restored backup. Remove the moved block, or add that trigger and apply once before you move it.",
      ),
    };
  }
  return {
    state: {
      backup_id: target.BACKUP_ID,
      instance_id: target.BACKUP_INSTANCE_ID ?? null,
      target,
      // Terraform shows it until the first apply, which gives the job its name.
      id: source.state.id ?? null,
    },
  };
}
