import { sha256Hex } from "../clouds/crypto";
import type { EmulatorInstance } from "./data";

/** How a backup run of the built-in data went. */
export interface DemoRun {
  start: Date;
  outcome: "succeeded" | "running" | "failed" | "expired";
  manual: boolean;
}

/** A run to be written down as a vendor's row. */
export interface DemoBackup extends DemoRun {
  instance: Pick<EmulatorInstance, "instanceId" | "region" | "backups" | "kind">;
}

const dayMs = 24 * 3600_000;
const minuteMs = 60_000;
/** Time of nightly backups: 02:12 in Beijing. */
const nightlyMs = (18 * 60 + 12) * minuteMs;

/**
 * The latest night whose backup is at least an hour old. So it is never older than 25 hours when an emulator starts,
 * and a limit of 26 hours holds for an hour at any time of day.
 */
export function lastNight(now: Date): Date {
  const nights = Math.floor((now.getTime() - 3600_000 - nightlyMs) / dayMs);
  return new Date(nights * dayMs + nightlyMs);
}

/**
 * Some forty runs: a nightly one for 36 nights, of which one failed and the oldest have expired, three manual ones,
 * and, newer than last night's, a manual one that failed and one that is still running.
 */
export function demoRuns(now: Date): DemoRun[] {
  const night = lastNight(now).getTime();
  const runs: DemoRun[] = [
    { start: new Date(now.getTime() - 3 * minuteMs), outcome: "running", manual: true },
    { start: new Date(night + 40 * minuteMs), outcome: "failed", manual: true },
  ];
  for (let age = 0; age < 36; age++) {
    const outcome = age === 3 ? "failed" : age >= 33 ? "expired" : "succeeded";
    // The nightly runs start at slightly different seconds, as with a vendor's scheduler.
    runs.push({ start: new Date(night - age * dayMs + ((age * 7) % 50) * 1000), outcome, manual: false });
  }
  for (const age of [5, 12, 20]) {
    runs.push({ start: new Date(night - age * dayMs + 9 * 3600_000), outcome: "succeeded", manual: true });
  }
  return shuffle(runs, (run) => run.start.toISOString());
}

/** Shuffles by key, always in the same way, because no vendor documents an order. */
export function shuffle<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...items].sort((left, right) => (sha256Hex(keyOf(left)) < sha256Hex(keyOf(right)) ? -1 : 1));
}

/** Letters and digits from a hash of the backup: the same for the same instance, start and part. */
export function fingerprint(backup: DemoBackup, part = ""): string {
  const { instance, start } = backup;
  return sha256Hex(`${instance.instanceId} ${instance.backups.length} ${start.toISOString()} ${part}`);
}

/** A numeric backup ID of nine or ten digits; every fifth is beyond 2^53, as for the vendors. */
export function numericId(backup: DemoBackup, part = ""): number | bigint {
  const number = 100_000_000 + Number.parseInt(fingerprint(backup, part).slice(0, 8), 16);
  return number % 5 === 0 ? 9_007_199_254_740_993n + BigInt(number) * 2n : number;
}

/** A UUID from a hash of the backup. */
export function uuidOf(backup: DemoBackup): string {
  return fingerprint(backup).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}

/** Whether a run left a backup, be it an old one. */
export function isDone({ outcome }: DemoBackup): boolean {
  return outcome === "succeeded" || outcome === "expired";
}

/** When a run ended: after a few minutes. */
export function endOf(backup: DemoBackup): Date {
  return after(backup.start, 90 + (Number.parseInt(fingerprint(backup, "seconds").slice(0, 4), 16) % 240));
}

/** Bytes of a backup; the database grows slowly. */
export function sizeOf(backup: DemoBackup): number {
  return 3_200_000_000 + (Math.floor(backup.start.getTime() / dayMs) % 1000) * 4_194_304;
}

/** A time `seconds` later. */
export function after(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}

/** Days that a backup is kept. */
const retentionDays = 33;

/** When a backup is deleted. */
export function expiryOf(backup: DemoBackup): Date {
  return after(backup.start, retentionDays * 24 * 3600);
}
