/** Interleaved measuring: each round runs every variant once, so that what else the machine does hits all alike. */

/** What is measured, and how it is run once; returns milliseconds. */
export interface Variant {
  readonly name: string;
  readonly run: () => Promise<number> | number;
}

/** The middle of a list of numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Medians by name, after one round that does not count. */
export async function measure(variants: readonly Variant[], rounds: number): Promise<Map<string, number>> {
  const times = new Map<string, number[]>(variants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of variants) {
      const ms = await run();
      if (round > 0) times.get(name)?.push(ms);
    }
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]));
}

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
