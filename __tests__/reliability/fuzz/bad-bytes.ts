import type { Random } from "../../helpers/random";

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
