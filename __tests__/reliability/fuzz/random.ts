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

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** True once in so many times. */
  once(inTimes: number): boolean {
    return this.below(inTimes) === 0;
  }
}

/** Bytes with some of them flipped, deleted, inserted, or cut off. */
export function withBadBytes(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (random.below(5)) {
    case 0:
      return Buffer.concat([
        before,
        Buffer.from([(after[0] ?? 0) ^ (1 << random.below(8))]),
        after.subarray(1),
      ]);
    case 1:
      return Buffer.concat([before, after.subarray(1 + random.below(4))]);
    case 2:
      return Buffer.concat([
        before,
        Buffer.from(random.pick(['"', "{", "]", ",", "0", "-", "\\", " ", "="])),
        after,
      ]);
    case 3:
      return Buffer.concat([before, Buffer.from([0xc3, 0x28, 0xff]), after]);
    default:
      return before;
  }
}

/** The names of everything that polluting a prototype would add to. */
export function prototypes(): string {
  return [Object.prototype, Array.prototype, String.prototype, Function.prototype]
    .map((prototype) => Reflect.ownKeys(prototype).map(String).join())
    .join(";");
}
