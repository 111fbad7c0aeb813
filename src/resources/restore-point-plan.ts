/** Decides what a restore point pins, and when. Pure: from the state and the arguments to the next state. */

import { type TfObject, type TfValue, UNKNOWN } from "../plugin/wire/types";
import { backupOf, flatFields, lateFields } from "./restore-point-schema";

/** What a plan does with a point. */
export type Decision =
  /** Nothing changes. */
  | { readonly kind: "hold" }
  /** Nothing changes in this run, because a value is known only after the apply. */
  | { readonly kind: "later"; readonly waitsFor: string }
  /** A keeper changed, or the point is new, and there is no backup. */
  | { readonly kind: "nothing" }
  /** This becomes the state. `unlisted`: the lookup does not list the ID. */
  | { readonly kind: "pin"; readonly planned: TfObject; readonly unlisted: boolean };

/** Whether a value, or one inside it, is known only after the apply. */
export function isLate(value: TfValue | undefined): boolean {
  if (value === UNKNOWN) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(isLate);
}

/** A map's or an object's members; none for null. */
export function members(value: TfValue | undefined): TfObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/**
 * Decides about a point. A point with a backup changes only in a plan that knows both backups; values known only after
 * the apply wait for the next plan. So Terraform never destroys a dependent resource for a backup that may not exist.
 *
 * @param prior null for a new point
 */
export function decide(prior: TfObject | null, config: TfObject): Decision {
  if (!prior || prior.backup_id === null) return pinned(prior, config);
  const { keepers, backup_id: wanted, backup: newest } = config;
  const hasChanged = haveChanged(prior.keepers, keepers);
  const late = [
    isLate(keepers) && "keepers",
    wanted === UNKNOWN && "backup_id",
    hasChanged && wanted === null && isLate(newest) && "backup",
  ].find((name) => name !== false);
  if (late) return { kind: "later", waitsFor: late };
  const isMoved = wanted !== null && wanted !== prior.backup_id;
  return isMoved || hasChanged ? pinned(prior, config) : { kind: "hold" };
}

/** Whether keepers changed. False if none are given, or none were stored. */
function haveChanged(before: TfValue | undefined, now: TfValue | undefined): boolean {
  if (isLate(now) || now === null || before === null) return false;
  const [old, given] = [members(before), members(now)];
  return [...new Set([...Object.keys(old), ...Object.keys(given)])].some((name) => old[name] !== given[name]);
}

function pinned(prior: TfObject | null, config: TfObject): Decision {
  const found = chosen(prior, config);
  if (!found) return { kind: "nothing" };
  const { fields, unlisted } = found;
  const own = isLate(fields) ? UNKNOWN : backupOf(fields);
  return {
    kind: "pin",
    unlisted,
    planned: {
      ...fields,
      backup: config.backup ?? own,
      keepers: config.keepers ?? prior?.keepers ?? {},
      backups: config.backups ?? [],
      selection: config.selection ?? {},
      newer_warning: config.newer_warning ?? true,
    },
  };
}

/** The backup to pin, as far as it is known; undefined if there is none. */
function chosen(
  prior: TfObject | null,
  config: TfObject,
): { readonly fields: TfObject; readonly unlisted: boolean } | undefined {
  const { backup: newest = null, backups = null, backup_id: wanted = null, selection = null } = config;
  if (wanted === UNKNOWN) return { fields: lateFields, unlisted: false };
  if (wanted === null) {
    if (newest === null) return undefined;
    return { fields: isLate(newest) ? lateFields : flatFields(members(newest)), unlisted: false };
  }
  // For the same backup, the stored fields stay, even if it is no longer listed.
  if (prior?.backup_id === wanted) return { fields: flatFields(backupOf(prior)), unlisted: false };
  // The ID is known even if the listing is not, so that a restore need not wait.
  if (isLate(newest) || isLate(backups))
    return { fields: { ...lateFields, backup_id: wanted }, unlisted: false };
  const listed: TfValue[] = [newest, ...(Array.isArray(backups) ? backups : [])];
  const found = listed.map(members).find(({ id }) => id === wanted);
  return found
    ? { fields: flatFields(found), unlisted: false }
    : { fields: flatFields(bare(String(wanted), selection)), unlisted: true };
}

/** The fields of a backup that the lookup does not list. */
function bare(id: string, selection: TfValue): TfObject {
  const { instance_id = null, region = null } = selection === UNKNOWN ? LATE_PLACE : members(selection);
  return {
    id,
    ids: id.split(","),
    instance_id,
    region,
    status: "unknown",
    type: "unknown",
    method: "unknown",
    trigger: "unknown",
    missing_shards: [],
    vendor: {},
  };
}

const LATE_PLACE: TfObject = { instance_id: UNKNOWN, region: UNKNOWN };
