/** A restore point of a lookup that is made at synthesis: core `terraform_data`, with literals. */
import { Token } from "cdktf";
import { NOTHING } from "../lookup/result";
import { lookupResultValues } from "../resources/lookup-results";
import { decide } from "../resources/restore-point-plan";
import { backupOf } from "../resources/restore-point-schema";
import { literalValue } from "./answer-local";
import type { IBackupLookup } from "./backup-lookup";
import { literal } from "./template";

/** What is pinned, of the arguments of a point. */
interface Pinned {
  readonly lookup: IBackupLookup;
  readonly keepers?: Readonly<Record<string, unknown>>;
  readonly backupId?: string;
}

/**
 * Arguments of the resource: it keeps the input that it was made with, and a changed keeper replaces it. The input is
 * never null: where there is nothing to pin its fields are, so that a reference to one ends no plan to destroy.
 */
export function literalPoint({ lookup, keepers, backupId }: Pinned): Record<string, unknown> {
  const { latest = null, backups = null } = lookupResultValues(lookup.resolved() ?? NOTHING);
  const { instanceId = null, region = null } = lookup.query as Record<string, string>;
  const selection = { instance_id: instanceId, region };
  const decision = decide(null, { backup: latest, backups, backup_id: backupId ?? null, selection });
  const input = literalValue(backupOf(decision.kind === "pin" ? decision.planned : {})) as object;
  const isLate = backupId !== undefined && Token.isUnresolved(backupId);
  return {
    input: isLate ? { ...input, id: backupId, ids: [backupId] } : input,
    triggers_replace: {
      ...keepers,
      ...(backupId !== undefined && { backupId: isLate ? backupId : literal(backupId) }),
    },
  };
}

/** Adds to a lifecycle, whoever set it, what makes it a pin. */
export function withLiteralLifecycle(meta: Record<string, unknown>, path: string): Record<string, unknown> {
  const {
    ignoreChanges = [],
    postcondition = [],
    ...rest
  } = (meta.lifecycle ?? {}) as {
    readonly ignoreChanges?: readonly string[] | "all";
    readonly postcondition?: readonly unknown[];
  };
  return {
    ...meta,
    lifecycle: {
      ...rest,
      ignoreChanges: ignoreChanges === "all" ? "all" : [...new Set([...ignoreChanges, "input"])],
      postcondition: [
        ...postcondition,
        {
          // A point of before may hold null.
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
