import { Encoder } from "@msgpack/msgpack";
import { decodeObject } from "../../src/plugin/wire/decode-value";
import { encodeObject } from "../../src/plugin/wire/encode-value";
import {
  type Attributes,
  type TfObject,
  type TfType,
  type TfValue,
  UNKNOWN,
} from "../../src/plugin/wire/types";
import { ValueError } from "../../src/plugin/wire/value-error";
import { recordLongRun, rounds } from "../helpers/long-run";
import { Random, roundsOf, SEED } from "../helpers/random";
import { withBadBytes } from "./fuzz/bad-bytes";
import { prototypes } from "./fuzz/prototypes";

const of = (type: TfType) => ({ type, description: "", use: "optional" as const });
const schema: Attributes = {
  name: of("string"),
  count: of("number"),
  flag: of("bool"),
  names: of({ list: "string" }),
  words: of({ map: "number" }),
  rows: of({ list: { object: { id: of("string"), sizes: of({ list: "number" }) } } }),
};
const STRINGS = [
  "",
  "a",
  "0.1",
  "-5",
  "9007199254740993",
  "1e400",
  "é",
  "x".repeat(300),
  "\u0000",
  " ",
  "NaN",
];
const KEYS = ["a", "__proto__", "constructor", "", "é"];
const encoder = new Encoder({ useBigInt64: true });

/** A value of a type, or null. */
function sample(type: TfType, random: Random): unknown {
  if (random.once(8)) return null;
  if (type === "string") return random.pick(STRINGS);
  if (type === "number") return random.pick([0, -1, 1.5, 2 ** 40, 2n ** 62n, "0.1", "36893488147419103232"]);
  if (type === "bool") return random.once(2);
  const length = random.below(4);
  if ("list" in type) return Array.from({ length }, () => sample(type.list, random));
  if ("map" in type)
    return members(
      KEYS.slice(random.below(3))
        .filter((key) => key !== "__proto__")
        .map((key) => [key, sample(type.map, random)]),
    );
  return members(Object.entries(type.object).map(([name, inner]) => [name, sample(inner.type, random)]));
}

function members(entries: [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

/** The same somewhere of another kind. */
function spoilt(value: unknown, random: Random): unknown {
  const others = [
    null,
    1,
    "x",
    true,
    [],
    {},
    [[]],
    { __a: 1 },
    1.5,
    Number.NaN,
    2n ** 63n,
    new Uint8Array(3),
    new Date(0),
  ];
  if (typeof value !== "object" || value === null || random.once(4)) return random.pick<unknown>(others);
  if (Array.isArray(value))
    return value.length
      ? value.map((item, index) => (index === 0 ? spoilt(item, random) : item))
      : [random.pick(others)];
  const names = Object.keys(value);
  const name = random.once(5) || names.length === 0 ? random.pick(["Extra", "toString"]) : random.pick(names);
  return { ...value, [name]: spoilt((value as Record<string, unknown>)[name], random) };
}

/** Why a value is not of its type. */
function misfit(type: TfType, value: TfValue | undefined): string | undefined {
  if (value === null || value === UNKNOWN) return undefined;
  if (type === "string" || type === "bool") {
    return typeof value === (type === "bool" ? "boolean" : "string") ? undefined : `no ${type}`;
  }
  if (type === "number") return typeof value === "bigint" || Number.isFinite(value) ? undefined : "no number";
  if ("list" in type) {
    if (!Array.isArray(value)) return "no list";
    return Array.from(value, (item) => misfit(type.list, item)).find(Boolean);
  }
  if (typeof value !== "object" || Array.isArray(value) || Object.getPrototypeOf(value) !== null)
    return "no plain object";
  if ("map" in type)
    return Object.values(value)
      .map((item) => misfit(type.map, item))
      .find(Boolean);
  if (Object.keys(value).join() !== Object.keys(type.object).join()) return "other attributes";
  return Object.entries(type.object)
    .map(([name, inner]) => misfit(inner.type, value[name]))
    .find(Boolean);
}

const isKnown = (value: TfValue): boolean =>
  value !== UNKNOWN && (typeof value !== "object" || value === null || Object.values(value).every(isKnown));

/** Values with numbers as text, so that integers of any size can be compared. */
const plain = (value: unknown) =>
  JSON.stringify(value, (_key, item) => (typeof item === "bigint" ? Number(item) : item));

it("decodes any bytes to a value of the schema, or refuses them with a place", () => {
  const before = prototypes();
  const counts = { rounds: 0, decoded: 0, refused: 0, sound: 0 };
  const problems: string[] = [];
  for (const round of roundsOf(rounds(3_000, 50_000))) {
    const random = new Random(round);
    const value = sample({ object: schema }, random) ?? {};
    const kind = random.below(4);
    let bytes = Buffer.from(encoder.encode(kind === 1 ? spoilt(value, random) : value));
    if (kind === 2)
      for (let times = 1 + random.below(3); times > 0; times--)
        bytes = Buffer.from(withBadBytes(bytes, random));
    if (kind === 3) bytes = Buffer.from(Array.from({ length: random.below(60) }, () => random.below(256)));
    let problem: string | undefined;
    counts.rounds++;
    try {
      const decoded = decodeObject(schema, bytes);
      counts.decoded++;
      problem = misfit({ object: schema }, decoded);
      if (!problem && isKnown(decoded)) {
        const again = decodeObject(schema, encodeObject(schema, decoded));
        if (plain(again) !== plain(decoded)) problem = `written as ${plain(again)}`;
      }
    } catch (error) {
      counts.refused++;
      const { message, stack } = error as Error;
      if (!(error instanceof ValueError)) problem = `not a ValueError: ${stack}`;
      else if (kind === 0 && !/finite number/.test(message)) problem = `sound bytes were refused: ${message}`;
      else if (!/^(?:the object|\w[\w.[\]"\\ -]*|\[).* (?:cannot|must|is|has) /su.test(message))
        problem = `names no place: ${message}`;
    }
    if (kind === 0) counts.sound++;
    if (problem) problems.push(`FUZZ_SEED=${SEED} FUZZ_ROUND=${round}: ${problem.slice(0, 500)}`);
  }
  expect(problems.slice(0, 8)).toEqual([]);
  expect(prototypes()).toBe(before);
  recordLongRun("Terraform values", counts);
}, 600_000);

/** Kept apart from the mutated ones: what cannot be written is refused with its place, too. */
it("refuses to encode what does not fit the schema, with its place", () => {
  const problems: string[] = [];
  for (const round of roundsOf(rounds(500, 5_000))) {
    const random = new Random(round);
    const value = spoilt(sample({ object: schema }, random) ?? {}, random) as TfObject;
    try {
      encodeObject(schema, value ?? {});
    } catch (error) {
      if (!(error instanceof ValueError)) problems.push(`FUZZ_SEED=${SEED} FUZZ_ROUND=${round}: ${error}`);
    }
  }
  expect(problems.slice(0, 8)).toEqual([]);
}, 600_000);
