/** Seed of all randomised rounds; another one is given in FUZZ_SEED, and FUZZ_ROUND replays one round alone. */
export const SEED = Number(process.env.FUZZ_SEED ?? 20_261_124);

/** The rounds to run. */
export function roundsOf(count: number): number[] {
  const alone = process.env.FUZZ_ROUND;
  return alone === undefined ? Array.from({ length: count }, (_, round) => round) : [Number(alone)];
}

/** Numbers that look random and are the same for the same seed and round (mulberry32). */
export class Random {
  private state: number;

  constructor(round: number) {
    this.state = (Math.imul(SEED, 0x9e3779b1) ^ Math.imul(round + 1, 0x85ebca6b)) | 0;
  }

  /** A whole number below a bound. */
  below(bound: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  }

  /** A number from 0 to 1. */
  fraction(): number {
    return this.below(2 ** 32) / 2 ** 32;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** True once in so many times. */
  once(inTimes: number): boolean {
    return this.below(inTimes) === 0;
  }
}
