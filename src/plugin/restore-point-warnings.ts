/** Warnings about a point that keeps its backup, one sentence each. */
import { timeOf } from "../core/selection-options";
import { isLate, members } from "../resources/restore-point-plan";
import { atInstance } from "./terraform-command";
import { aWarning, type Diagnostic } from "./wire/diagnostics";
import { type TfObject, UNKNOWN } from "./wire/types";

function warning(point: TfObject, what: string, detail: string, attribute?: string): Diagnostic {
  return aWarning(atInstance(point, what), detail, attribute === undefined ? undefined : [attribute]);
}

/**
 * The warnings about a pinned backup.
 *
 * @param point its state
 * @param now milliseconds
 */
export function pinWarnings(point: TfObject, config: TfObject, now: number): Diagnostic[] {
  const otherwise = asksOtherwise(point, config);
  const others = otherwise ? [otherwise] : [newerExists(point, config), mayHoldLater(point, config)];
  return [hasExpired(point, now), ...others].filter((told) => told !== undefined);
}

/**
 * A pin of an older release has no `consistent_to`, and was not compared: the end of its task is the latest possible
 * time of its data.
 */
function mayHoldLater(point: TfObject, config: TfObject): Diagnostic | undefined {
  const { consistent_before: limit } = members(config.selection);
  if (typeof limit !== "string" || config.backup_id !== null) return undefined;
  const end = [point.consistent_to, point.finished_at].find((time) => typeof time === "string");
  if (typeof end === "string" && Date.parse(end) <= timeOf(limit)) return undefined;
  const id = String(point.backup_id);
  const reason =
    typeof end === "string" ? `it may hold data of up to ${end}` : "the time of its data is not known";
  return warning(
    point,
    `the pinned backup ${id} may hold later data than it should`,
    `Backup ${id} stays pinned although ${reason}, and consistent_before is ${limit}; change a keeper to pin one that surely holds nothing later.`,
  );
}

function hasExpired(point: TfObject, now: number): Diagnostic | undefined {
  const [id, expiry] = [String(point.backup_id), point.expires_at];
  if (typeof expiry !== "string" || Date.parse(expiry) > now) return undefined;
  return warning(
    point,
    `the pinned backup ${id} has expired`,
    `Backup ${id} expired at ${expiry} and cannot be restored any more; change a keeper to pin another one.`,
  );
}

function newerExists(point: TfObject, config: TfObject): Diagnostic | undefined {
  const [kept, pinned] = [String(point.backup_id), point.started_at];
  if (config.newer_warning === false || config.backup_id !== null || isLate(config.backup)) return undefined;
  const { id, started_at: latest } = members(config.backup);
  if (typeof pinned !== "string" || typeof latest !== "string") return undefined;
  if (Date.parse(latest) <= Date.parse(pinned)) return undefined;
  return warning(
    point,
    `backup ${kept} stays pinned, and ${String(id)} is newer`,
    `Backup ${kept} of ${pinned} stays pinned although ${String(id)} of ${latest} exists; change a keeper to pin that one.`,
  );
}

/** Warns that the lookup's arguments changed since the backup was pinned. */
function asksOtherwise(point: TfObject, config: TfObject): Diagnostic | undefined {
  const [then, now] = [members(point.selection), members(config.selection)];
  const places = ["instance_id", "region"].map((name): [string, unknown, unknown] => [
    name,
    then[name] ?? point[name],
    now[name] ?? members(config.backup)[name],
  ]);
  const isKnown = Object.keys(then).length > 0 && config.selection !== UNKNOWN && config.selection !== null;
  const others = isKnown ? [...new Set([...Object.keys(then), ...Object.keys(now)])] : [];
  const differing = [
    // A lookup that found nothing has no place.
    ...places.filter(([, before, after]) => typeof before === "string" && typeof after === "string"),
    ...others
      .filter((name) => !places.some(([place]) => place === name))
      .map((name): [string, unknown, unknown] => [name, then[name] ?? null, now[name] ?? null]),
  ].filter(([, before, after]) => before !== after && after !== UNKNOWN);
  if (differing.length === 0) return undefined;
  const kept = String(point.backup_id);
  const changes = differing.map(
    ([name, before, after]) => `${name} was ${JSON.stringify(before)} and is ${JSON.stringify(after)}`,
  );
  return warning(
    point,
    `the lookup's arguments changed since backup ${kept} was pinned`,
    `Backup ${kept} stays pinned although the lookup's arguments changed since it was pinned (${changes.join(", ")}); change a keeper to pin what the lookup finds now.`,
  );
}

/** Warns that a value that may change the pin is not known yet. */
export function laterWarning(point: TfObject, waitsFor: string): Diagnostic {
  const id = String(point.backup_id);
  return warning(
    point,
    `backup ${id} stays pinned in this run`,
    `Backup ${id} stays pinned in this run because ${waitsFor} is known only after the apply; plan once more to see whether the pin moves, and to which backup.`,
    waitsFor,
  );
}

/** Warns that an apply will fail, or that a moved point still has no backup. */
export function nothingWarning(point: TfObject, cause: string): Diagnostic {
  if (point.backup_id === null) {
    return warning(point, "the point holds nothing", `There is nothing to pin. ${cause}`);
  }
  const id = String(point.backup_id);
  return warning(
    point,
    `backup ${id} stays pinned, because there is nothing else to pin`,
    `A keeper changed and there is nothing to pin, so the apply of this plan will fail, and backup ${id} stays pinned. ${cause}`,
  );
}

/** Warns that only the ID of the pinned backup is known. */
export function unlistedWarning(id: string): Diagnostic {
  return aWarning(
    `backup ${id} is not listed`,
    `Backup ${id} is pinned by its ID alone, because the lookup does not list it; check the ID, or list more backups (history) to have its times and size.`,
    ["backup_id"],
  );
}
