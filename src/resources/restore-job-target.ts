/** A job's target: the backup that it restores, as variables of its commands. */
import { createHash } from "node:crypto";
import { type TfObject, type TfValue, UNKNOWN } from "../plugin/wire/types";
import { isLate } from "./restore-point-plan";

/** Variables that the job itself sets. */
export const OWN_VARIABLES = ["BACKUP_ID", "BACKUP_INSTANCE_ID", "BACKUP_TOKEN", "BACKUP_JOB"] as const;

/** Variables of the target, by name. */
export type Target = Readonly<Record<string, string>>;

/** The token of every attempt to restore a backup by one job: 32 hexadecimal characters. */
export function tokenOf({ name, instance_id: instance = null, backup_id: id }: TfObject): TfValue {
  if (isLate([name ?? null, instance, id ?? null])) return UNKNOWN;
  // An unknown instance has the same token as a missing one.
  const parts = JSON.stringify([name, instance ?? "", id]);
  return createHash("sha256").update(parts).digest("hex").slice(0, 32);
}

/** The target of a configuration; `UNKNOWN` if a part of it is unknown. */
export function targetOf(config: TfObject): TfValue {
  const { name, backup_id: id, instance_id: instance, variables } = config;
  if (isLate({ name, id, instance, variables } as TfObject)) return UNKNOWN;
  return {
    ...stringsOf(variables),
    BACKUP_JOB: String(name),
    BACKUP_ID: String(id),
    ...(typeof instance === "string" && instance !== "" && { BACKUP_INSTANCE_ID: instance }),
    BACKUP_TOKEN: String(tokenOf(config)),
  };
}

/** The target in the state; undefined if there is none. */
export function storedTarget(state: TfObject | null): Target | undefined {
  const target = state?.target;
  return typeof target === "object" && target !== null ? stringsOf(target) : undefined;
}

/** Whether a target is of the configured backup. A missing instance equals any instance. */
export function isOf(target: Target, { backup_id: id, instance_id: instance }: TfObject): boolean {
  if (target.BACKUP_ID !== id) return false;
  return !target.BACKUP_INSTANCE_ID || !instance || target.BACKUP_INSTANCE_ID === instance;
}

/** Whether two targets have the same backup and the same token. */
export function isSame(one: Target, other: Target): boolean {
  return (
    isOf(one, { backup_id: other.BACKUP_ID ?? null, instance_id: other.BACKUP_INSTANCE_ID ?? null }) &&
    one.BACKUP_TOKEN === other.BACKUP_TOKEN
  );
}

/** A backup for a sentence. */
export function named({ BACKUP_ID: id, BACKUP_INSTANCE_ID: instance }: Target): string {
  return instance ? `backup ${id} of ${instance}` : `backup ${id}`;
}

/** A map of text without null values. */
export function stringsOf(value: TfValue | undefined): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  const given = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(given.map(([name, item]) => [name, String(item)]));
}
