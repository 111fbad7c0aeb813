/** A restore point of a lookup at synthesis: a `terraform_data` of literals. */
import type { TerraformResourceLifecycle } from "cdktf";
import { NOTHING } from "../lookup/result";
import { lookupResultValues } from "../resources/lookup-results";
import { decide } from "../resources/restore-point-plan";
import { backupOf } from "../resources/restore-point-schema";
import { literalValue } from "./answer-local";
import type { IBackupLookup } from "./backup-lookup";
import { literal } from "./template";

/** The arguments of a point that decide what it pins. */
interface Pinned {
  readonly lookup: IBackupLookup;
  readonly keepers?: Readonly<Record<string, unknown>>;
  readonly backupId?: string;
}

/**
 * Arguments of the resource. It keeps its first input, and a changed keeper replaces it. If there is nothing to pin, only
 * the fields of the input are null: a reference to a field of a null input would stop a destroy.
 */
export function literalPoint({ lookup, keepers, backupId }: Pinned): Record<string, unknown> {
  const { latest = null, backups = null } = lookupResultValues(lookup.resolved() ?? NOTHING);
  const { instanceId = null, region = null } = lookup.query as Record<string, string>;
  const selection = { instance_id: instanceId, region };
  const decision = decide(null, { backup: latest, backups, backup_id: backupId ?? null, selection });
  return {
    input: literalValue(backupOf(decision.kind === "pin" ? decision.planned : {})),
    triggers_replace: { ...keepers, ...(backupId !== undefined && { backupId: literal(backupId) }) },
  };
}

/** Adds the rules of a pin to a lifecycle that others may have set. */
export function withLiteralLifecycle(meta: Record<string, unknown>, path: string): Record<string, unknown> {
  const lifecycle = meta.lifecycle as TerraformResourceLifecycle | undefined;
  const { ignoreChanges = [], postcondition = [], ...rest } = lifecycle ?? {};
  return {
    ...meta,
    lifecycle: {
      ...rest,
      ignoreChanges: ignoreChanges === "all" ? "all" : [...new Set([...ignoreChanges, "input"])],
      postcondition: [
        ...postcondition,
        {
          // The input of an older point may be null.
          condition: "${try(self.input.id, null) != null}",
          errorMessage:
            `There is nothing to pin at ${literal(path)}: the lookup found no restorable backup, or could not be made. A ` +
            "point that exists keeps its backup; this one would be created or pinned anew. Once there is a backup, " +
            "change a keeper, or add one, if the point still holds none.",
        },
      ],
    },
  };
}
