import { parseJson } from "../../src/core/json";
import { recordLongRun, rounds } from "../helpers/long-run";
import { Random, roundsOf, SEED } from "../helpers/random";
import { withBadBytes } from "./fuzz/bad-bytes";
import { Digits, type Exact, readExactly } from "./fuzz/exact-json";
import { prototypes } from "./fuzz/prototypes";

const STRINGS = [
  '""',
  '"a"',
  '"b"',
  '"__proto__"',
  '"constructor"',
  '"a\\":1"',
  '"\\u0061"',
  '":9007199254740993"',
  '"[-1234567890123456,"',
  '"678362566696298532848117"',
  '"\\\\"',
  '"\\ud800"',
  '"é\\n"',
  '"\\"x\\" : 1"',
  '"1"',
  '"length"',
  '"toString"',
];

function text(random: Random, depth: number): string {
  const space = random.pick(["", "", "", " ", "\n\t"]);
  const kind = random.below(depth > 0 ? 9 : 5);
  if (kind === 0) return random.pick(STRINGS);
  if (kind === 1) return random.pick(["true", "false", "null", "0", "-0", "1e5", "1.5E-3", "1e400", "-1.0"]);
  if (kind <= 4) {
    const digits = Array.from({ length: 1 + random.below(26) }, () => random.below(10))
      .join("")
      .replace(/^0+(?=.)/, "");
    return `${random.pick(["", "-"])}${digits}${random.once(12) ? random.pick([".5", "e2", "E+1", "e-3"]) : ""}`;
  }
  const items = Array.from({ length: random.below(5) }, () => {
    const value = text(random, depth - 1);
    return kind <= 6 ? `${random.pick(STRINGS)}${space}:${space}${value}` : value;
  });
  const inner = space + items.join(`${space},${space}`) + space;
  return kind <= 6 ? `{${inner}}` : `[${inner}]`;
}

/** Where a value that was read differs from what was written. */
function difference(read: unknown, exact: Exact): string | undefined {
  if (exact instanceof Digits) {
    const whole = /^-?\d+$/.test(exact.text);
    const same =
      whole && typeof read !== "string"
        ? BigInt(read as number) === BigInt(exact.text)
        : read === Number(exact.text);
    return same && (typeof read === "bigint" || typeof read === "number")
      ? undefined
      : `${exact.text} became ${String(read)}`;
  }
  if (exact instanceof Map) {
    if (typeof read !== "object" || read === null) return "no object";
    if (Object.getPrototypeOf(read) !== Object.prototype) return "an object with another prototype";
    const [names, expected] = [Object.keys(read).sort().join(), [...exact.keys()].sort().join()];
    if (names !== expected) return `keys ${names} instead of ${expected}`;
    return [...exact]
      .map(([name, value]) => difference((read as Record<string, unknown>)[name], value))
      .find(Boolean);
  }
  if (Array.isArray(exact)) {
    if (!Array.isArray(read) || read.length !== exact.length) return "another array";
    return exact.map((value, index) => difference(read[index], value)).find(Boolean);
  }
  return read === exact ? undefined : `${String(exact)} became ${String(read)}`;
}

function attempt<Value>(call: () => Value): { value?: Value; failed: boolean } {
  try {
    return { value: call(), failed: false };
  } catch {
    return { failed: true };
  }
}

it("reads any JSON without losing a digit or a key, and refuses what names a key twice", () => {
  const before = prototypes();
  const counts = { rounds: 0, read: 0, "no JSON": 0, "key twice": 0 };
  const problems: string[] = [];
  for (const round of roundsOf(rounds(5_000, 200_000))) {
    const random = new Random(round);
    const sound = text(random, 5);
    const written = random.once(4) ? withBadBytes(Buffer.from(sound), random).toString() : sound;
    const expected = attempt(() => readExactly(written));
    const read = attempt(() => parseJson(written));
    counts.rounds++;
    const clash = expected.value && expected.value.clashes.length > 0;
    let problem: string | undefined;
    if (expected.failed !== read.failed && !clash) problem = read.failed ? "refused" : "read, and is no JSON";
    else if (clash && !read.failed) problem = "read, although a key stands there twice";
    else if (expected.value && !read.failed) problem = difference(read.value, expected.value.value);
    if (problem) problems.push(`FUZZ_SEED=${SEED} FUZZ_ROUND=${round}: ${problem}: ${written.slice(0, 300)}`);
    if (clash) counts["key twice"]++;
    else if (expected.failed) counts["no JSON"]++;
    else counts.read++;
  }
  expect(problems.slice(0, 8)).toEqual([]);
  expect(prototypes()).toBe(before);
  recordLongRun("JSON texts", counts);
}, 600_000);
