/** What a restore point pins, and when. Pure: the state and the arguments in, the next state out. */

import { type TfObject, type TfValue, UNKNOWN } from "../plugin/wire/types";
import { backupOf, flatFields, flatNames } from "./restore-point-schema";

/** What a plan does with a point. */
export type Decision =
  /** Nothing changes. */
  | { readonly kind: "hold" }
  /** Nothing changes in this run, although what is known only after the apply may ask for it. */
  | { readonly kind: "later"; readonly waitsFor: string }
  /** A keeper changed, or the point is new, and there is no backup. */
  | { readonly kind: "nothing" }
  /** This becomes the state. `unlisted`: the ID is in no backup that the lookup lists. */
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
 * Decides about a point. One that holds a backup moves only in a plan that knows from which backup to which: what is
 * known only after the apply waits for the next plan. So nothing that depends on the point is ever planned, let alone
 * destroyed, for a backup that may turn out not to be there.
 *
 * @param prior null for a new point
 */
export function decide(prior: TfObject | null, config: TfObject): Decision {
  if (!prior || prior.backup_id === null) return pinned(prior, config);
  const { keepers, backup_id: wanted, backup: newest } = config;
  const isMoved = wanted !== UNKNOWN && wanted !== null && wanted !== prior.backup_id;
  const late = [
    isLate(keepers) && "keepers",
    wanted === UNKNOWN && "backup_id",
    (isMoved || haveChanged(prior.keepers, keepers)) && wanted === null && isLate(newest) && "backup",
  ].find((name) => name !== false);
  if (late) return { kind: "later", waitsFor: late };
  return isMoved || haveChanged(prior.keepers, keepers) ? pinned(prior, config) : { kind: "hold" };
}

/** Whether keepers are others than before. Where none are given, or none were stored, nothing is compared. */
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
  const late = Object.fromEntries(flatNames.map((name): [string, TfValue] => [name, UNKNOWN]));
  if (wanted === UNKNOWN) return { fields: late, unlisted: false };
  if (wanted === null) {
    if (newest === null) return undefined;
    return { fields: isLate(newest) ? late : flatFields(members(newest)), unlisted: false };
  }
  // The same backup again: what was known of it stays, also where it is no longer listed.
  if (prior?.backup_id === wanted) return { fields: flatFields(backupOf(prior)), unlisted: false };
  // The ID is known whatever the listing says, so that what restores it need not wait.
  if (isLate(newest) || isLate(backups)) return { fields: { ...late, backup_id: wanted }, unlisted: false };
  const listed: TfValue[] = [newest, ...(Array.isArray(backups) ? backups : [])];
  const found = listed.map(members).find(({ id }) => id === wanted);
  return found
    ? { fields: flatFields(found), unlisted: false }
    : { fields: flatFields(bare(String(wanted), selection)), unlisted: true };
}

/** The little that is known of a backup that no lookup lists. */
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
