import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the counts of long runs are kept for docs/reliability.md. */
export const LONG_RUNS = join(__dirname, "../reliability/long-runs.json");

/** Whether this is `npm run test:long`. */
export const isLongRun = process.env.TEST_LONG === "1";

/** Rounds of a randomised test: few in every run of the tests, many in a long one. */
export function rounds(always: number, long: number): number {
  return isLongRun ? long : always;
}

/** Cases of which every run of the tests takes the first ones, and a long one all. */
export function sample<T>(cases: readonly T[], always: number): readonly T[] {
  return isLongRun ? cases : cases.slice(0, always);
}

/** Keeps what a long run did; nothing in any other run. Long runs are one process, so that none overwrites another. */
export function recordLongRun(name: string, counts: Readonly<Record<string, number>>): void {
  if (!isLongRun) return;
  const kept = existsSync(LONG_RUNS) ? (JSON.parse(readFileSync(LONG_RUNS, "utf8")) as object) : {};
  writeFileSync(LONG_RUNS, `${JSON.stringify({ ...kept, [name]: counts }, null, 2)}\n`);
}
