import type { LookupResult } from "../../../src/client";
import { BackupsError } from "../../../src/core/errors";
import { listingNamed } from "../../../src/vendors";
import { testKeys } from "../../helpers/client";
import type { Vendor } from "../../helpers/vendors";
import { Digits, type Exact, readExactly } from "./exact-json";
import type { Shape } from "./shape";

/** What was asked and answered in one round. */
export interface Round {
  readonly vendor: Vendor;
  readonly shape: Shape;
  readonly instanceId: string;
  readonly answers: readonly string[];
  /** By this machine, and by the header of the answers; milliseconds. */
  readonly now: number;
  readonly vendorsNow: number;
  /** Whether nothing was changed that matters. */
  readonly harmless: boolean;
}

const CODES =
  "credentials denied not-found throttled unavailable timeout invalid-response no-eligible-backup usage".split(
    " ",
  );
const AHEAD_MS = 5 * 60_000;
const CALENDAR = /^(\d{4}-\d\d-\d\d)[ Tt](\d\d:\d\d)(:\d\d)?(?:\.\d+)?([Zz]|[+-]\d\d:?\d\d)?$/;

/** A time in milliseconds; undefined where it is none. */
function timeOf(value: Exact | undefined, zone: string): number | undefined {
  const match = typeof value === "string" ? CALENDAR.exec(value.trim()) : null;
  if (!match) return undefined;
  const local = `${match[1]}T${match[2]}${match[3] ?? ":00"}.000Z`;
  const read = new Date(local);
  if (Number.isNaN(read.getTime()) || read.toISOString() !== local) return undefined;
  const offset = (match[4] ?? zone).replace(":", "").toUpperCase();
  if (offset === "Z") return read.getTime();
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3));
  return read.getTime() - (offset[0] === "-" ? -1 : 1) * minutes * 60_000;
}

function textsOf(value: Exact | undefined): string[] {
  if (typeof value === "string") return [value, value.trim()];
  return value instanceof Digits ? [value.text, String(Number(value.text))] : [];
}

const isEmpty = (value: Exact | undefined) => value === undefined || value === null || value === "";

function rowsOf({ answers, shape }: Round): { rows: Map<string, Map<string, Exact>>; clashes: boolean } {
  const rows = new Map<string, Map<string, Exact>>();
  let clashes = false;
  for (const answer of answers) {
    try {
      // Nesting of thousands of levels is no matter here.
      const read = readExactly(answer.replace(/\[{1000,}\]{1000,}/g, "0"));
      clashes ||= read.clashes.length > 0;
      let inside: Exact | undefined = read.value;
      for (const step of shape.list) inside = inside instanceof Map ? inside.get(step) : undefined;
      for (const row of Array.isArray(inside) ? inside : []) {
        if (row instanceof Map) rows.set(read.sources.get(row) as string, row);
      }
    } catch {
      // What is no JSON holds no rows.
    }
  }
  return { rows, clashes };
}

/** Seconds since 1970, of a vendor that tells the instant of the data so. */
function epochOf(value: Exact | undefined): number | undefined {
  const [text = ""] = textsOf(value);
  return /^\d{1,11}$/.test(text.trim()) && Number(text) > 0 ? Number(text) * 1000 : undefined;
}

/** The instant of a row's data, in milliseconds: that of the data where a vendor tells it, else the task's start. */
function instantOf(row: Map<string, Exact>, { time, zone }: Shape): number | undefined {
  return (
    epochOf(row.get("ConsistentTime")) ?? timeOf(row.get("SnapshotTime"), zone) ?? timeOf(row.get(time), zone)
  );
}

/** Why a row must not be restored; undefined where it may be. */
function objection(row: Map<string, Exact>, { shape, instanceId, vendorsNow }: Round): string | undefined {
  const status = textsOf(row.get(shape.status)).map((text) =>
    text.toLowerCase().replace(/^(-?)0+(?=\d)/, "$1"),
  );
  if (!status.some((word) => shape.success.has(word))) return `status ${status[0]}`;
  const available = row.get("IsAvail");
  const isNested = typeof available === "object" && available !== null && !(available instanceof Digits);
  if (
    available === false ||
    isNested ||
    textsOf(available).some((text) => !/^\s*(?:1|true)?\s*$/i.test(text))
  )
    return "unavailable";
  for (const [name, word] of Object.entries(shape.refusedTypes)) {
    if (textsOf(row.get(name)).some((text) => text.toLowerCase() === word)) return `type ${word}`;
  }
  for (const name of shape.expiries) {
    const value = row.get(name);
    const expiry = timeOf(value, shape.zone);
    // One before the start is no expiry.
    if (expiry !== undefined && expiry <= vendorsNow && expiry >= (instantOf(row, shape) ?? expiry))
      return `expired ${String(value)}`;
  }
  for (const name of shape.owners) {
    // A shard's row names the shard.
    if (name === "NodeInstanceId" || isEmpty(row.get(name))) continue;
    if (!textsOf(row.get(name)).includes(instanceId)) return `belongs to ${textsOf(row.get(name))[0]}`;
  }
  return undefined;
}

/** The time of a row that is sound in everything, so that it must be taken into account; undefined otherwise. */
function sureTime(row: Map<string, Exact>, round: Round): number | undefined {
  const { shape, instanceId, now, vendorsNow } = round;
  const [id, time, status] = [row.get(shape.id), instantOf(row, shape), row.get(shape.status)];
  const text = id instanceof Digits ? id.text : id;
  const plainId = typeof text === "string" && /^(?!-)[!-~]{1,256}$/.test(text) && !/^0+$/.test(text);
  if (id instanceof Digits && !/^\d+$/.test(id.text)) return undefined;
  // Before 1970 there was no backup: a time that is none.
  if (time !== undefined && time < Date.UTC(1970, 0, 3)) return undefined;
  if (!plainId || time === undefined || time > Math.min(now, vendorsNow) + AHEAD_MS) return undefined;
  if (status instanceof Digits && !/^-?\d+$/.test(status.text)) return undefined;
  if (!shape.success.has(String(status instanceof Digits ? status.text : status).toLowerCase()))
    return undefined;
  const odd = [...row].some(([name, value]) => {
    if (/expire/i.test(name))
      return !(isEmpty(value) || (timeOf(value, shape.zone) ?? 0) > Math.max(now, vendorsNow));
    return /instanceid$/i.test(name) && !isEmpty(value) && value !== instanceId;
  });
  return odd || objection(row, round) !== undefined ? undefined : time;
}

/** What is wrong with a refusal. */
function wrongRefusal(error: unknown, round: Round, sure: readonly number[]): string | undefined {
  if (!(error instanceof BackupsError)) return `not a BackupsError: ${String(error).slice(0, 300)}`;
  const told = `${error.message} ${error.describe()}`;
  if (!CODES.includes(error.code)) return `code ${error.code}`;
  if (error.listing !== round.vendor.name) return "does not name its listing";
  if (!error.message.includes(`${listingNamed(round.vendor.name).title} ${round.instanceId}`))
    return `names no instance: ${error.message}`;
  if (/\n\s+at /.test(told) || Object.values(testKeys).some((key) => told.includes(key)))
    return "tells what it must not";
  if (error.message.length > 1_500) return `a message of ${error.message.length} characters`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(told)) return "control characters in the message";
  if (round.harmless && sure.length > 0) return `a sound answer was refused: ${error.message}`;
  if (error.code === "no-eligible-backup" && sure.length > 0)
    return `missed a sound backup: ${error.message}`;
  return undefined;
}

/** What is wrong with an outcome; undefined where nothing is. */
export function wrong(outcome: LookupResult | { readonly error: unknown }, round: Round): string | undefined {
  const { rows, clashes } = rowsOf(round);
  const idsOf = (row: Map<string, Exact>) => textsOf(row.get(round.shape.id));
  const all = [...rows.values()];
  const sure = all.flatMap((row) => {
    const unique = all.filter((other) => idsOf(other).some((id) => idsOf(row).includes(id))).length === 1;
    return unique ? (sureTime(row, round) ?? []) : [];
  });
  if ("error" in outcome) return wrongRefusal(outcome.error, round, sure);
  const { latest, latestId } = outcome;
  if (latest === null || latestId !== latest.id) return "neither a backup nor an error";
  if (clashes) return "an answer that names a key twice was believed";
  if (latest.ids.join(",") !== latestId) return `${latestId} is not made of its parts`;
  const started = Date.parse(String(latest.startedAt));
  if (!(started <= Math.max(round.now, round.vendorsNow) + AHEAD_MS))
    return `starts in the future: ${latest.startedAt}`;
  for (const id of latest.ids) {
    const of = all.filter((row) => idsOf(row).includes(id));
    if (of.length === 0) return `${id} stands in no answer`;
    const objections = of.map((row) => objection(row, round));
    if (!objections.includes(undefined)) return `${id} was chosen: ${objections}`;
  }
  const times = all.flatMap((row) =>
    [...row.values()].flatMap((value) => [timeOf(value, round.shape.zone), epochOf(value)]),
  );
  if (!times.includes(started)) return `${latest.startedAt} stands in no row`;
  const newer = sure.filter((time) => time > started);
  return newer.length > 0
    ? `${new Date(newer[0] as number).toISOString()} is newer than ${latest.startedAt}`
    : undefined;
}
