/** Plans a job. Pure: from the state and the arguments to the next state and the steps. */

import { isOf, storedTarget, type Target, targetOf, tokenOf } from "../../resources/restore-job-target";
import { isLate } from "../../resources/restore-point-plan";
import { type TfObject, type TfValue, UNKNOWN } from "../wire/types";

export type Step = { readonly kind: "remove"; readonly target: Target } | { readonly kind: "restore" };

/** Whether the configured backup is already restored. */
function isRestored(prior: TfObject | null, config: TfObject): boolean {
  const target = storedTarget(prior);
  return prior !== null && prior.backup_id !== null && target !== undefined && isOf(target, config);
}

/** Steps of an apply, in order. All arguments are known by then. */
export function stepsFor(prior: TfObject | null, config: TfObject): readonly Step[] {
  if (isRestored(prior, config)) return [];
  const target = storedTarget(prior);
  const isContinued = target && isOf(target, config) && prior?.unfinished === "restore";
  // First remove what may be left of another backup.
  return target && !isContinued ? [{ kind: "remove", target }, { kind: "restore" }] : [{ kind: "restore" }];
}

/** The state after the apply, with `UNKNOWN` values. */
export function planned(prior: TfObject | null, config: TfObject, outputFile: string): TfObject {
  const { name, backup_id: id, instance_id: instance } = config;
  const kept = prior && !isLate(id) && !isLate(instance) && isRestored(prior, config) ? prior : undefined;
  return {
    ...config,
    id: name ?? null,
    token: tokenOf(config),
    output_file: config.output_file ?? keptFile(prior, config) ?? (isLate(name) ? UNKNOWN : outputFile),
    target: kept ? adopted(kept, config) : isLate(id) || isLate(instance) ? UNKNOWN : targetOf(config),
    restored_at: kept ? (kept.restored_at ?? null) : UNKNOWN,
    unfinished: null,
  };
}

/** The stored file name stays, because another machine may keep Terraform's data elsewhere. */
function keptFile(prior: TfObject | null, { name }: TfObject): TfValue | undefined {
  return prior?.name === name ? (prior?.output_file ?? undefined) : undefined;
}

/** The restored target, with the instance if it was missing before. */
function adopted({ target }: TfObject, { instance_id: instance }: TfObject): TfValue {
  const known = target as TfObject;
  if (!instance || known.BACKUP_INSTANCE_ID) return known;
  return { ...known, BACKUP_INSTANCE_ID: instance };
}
