import type { Random } from "../../helpers/random";
import type { Row, Vendor } from "../../helpers/vendors";
import type { Shape } from "./shape";

/** Replaced by brackets in the text that is sent. */
export const DEEP = "@@nested-deeply@@";

/** A listing that is being spoilt. */
export interface Spoilt {
  rows: Row[];
  readonly instanceId: string;
  /** What the answers say; the count of rows unless spoilt. */
  total?: unknown;
  /** Rows per answer. */
  cap: number;
  /** Which page is really served for an offset; the right one unless spoilt. */
  offset?: (asked: number) => number;
  spoilDocument?: (document: Row) => unknown;
  status: number;
  headers: Record<string, string>;
  badBytes: boolean;
}

/** Spoils something; true where the answer still says the same. */
export type Mutation = (spoilt: Spoilt, random: Random, shape: Shape, vendor: Vendor) => boolean;

const TIMES = [
  "",
  "0000-00-00 00:00:00",
  "2026-02-30 10:00:00",
  "2026-11-20T18:00:00+14:00",
  "2026-11-20T18:00:00-1200",
  "2026-11-20 25:00:00",
  "9999-12-31T23:59:59Z",
  "9999-12-31T23:59:59-14:00",
  "0001-01-01T00:00:00Z",
  "0000-01-01T00:00:00+14:00",
  "1795000000",
  1_795_000_000,
  "2026-11-21T12:04:59Z",
  "2026-11-21T12:05:01Z",
  "2026-11-21 20:04:00",
  "2026/11/20 10:00",
  "Fri, 20 Nov 2026 18:00:00 GMT",
  "２０２６-11-20 10:00:00",
  null,
  "now",
  "2026-11-20T18:00:00.999999999Z",
  "2026-11-20T18:00Z",
  "2026-13-01T00:00:00Z",
  " 2026-11-20T18:00:00Z ",
];
const IDS = [
  9_007_199_254_740_991,
  9_007_199_254_740_993n,
  "9007199254740993",
  "007",
  "",
  " ",
  0,
  -1,
  "678362566696298532848117",
  678362566696298532848117n,
  "a\u0000b",
  "a\u001b[31mb",
  "__proto__",
  "constructor",
  "1,2",
  1.5,
  1e30,
  "\ud800",
  true,
];
const VALUES = [
  null,
  true,
  false,
  0,
  -1,
  1e30,
  2n ** 80n,
  "",
  "x",
  [],
  {},
  [[]],
  [{}],
  { a: 1 },
  "\u0000",
  DEEP,
];
const KEYS = ["__proto__", "constructor", "toString", "hasOwnProperty", "Extra", "then", "length"];

/** Sets an own field, whatever its name. */
export function put(object: Row, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

function rowOf({ rows }: Spoilt, random: Random): Row {
  const row: unknown = rows[random.below(rows.length)];
  return typeof row === "object" && row !== null ? (row as Row) : {};
}

function fieldOf(row: Row, random: Random): string {
  return random.pick(Object.keys(row).concat("Extra"));
}

function retyped(value: unknown, random: Random): unknown {
  const text = typeof value === "object" ? "object" : String(value);
  return random.pick<unknown>([
    text,
    Number(text) || 7,
    /^\d+$/.test(text) ? BigInt(text) : 7n,
    null,
    [value],
    { value },
    true,
    ...VALUES,
  ]);
}

/** Everything that may happen to a listing. */
export const mutations: Readonly<Record<string, Mutation>> = {
  reorder: (spoilt, random) => {
    spoilt.rows = spoilt.rows
      .map((row) => ({ row, rank: random.below(1e6) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ row }) => row);
    return true;
  },
  reorderFields: (spoilt, random) => {
    const index = random.below(spoilt.rows.length);
    spoilt.rows[index] = Object.fromEntries(Object.entries(spoilt.rows[index] ?? {}).reverse());
    return true;
  },
  unknownField: (spoilt, random) => {
    put(rowOf(spoilt, random), "Extra", random.pick([null, 1, "x", 9_007_199_254_740_993n, { a: ["b"] }]));
    return true;
  },
  drop: (spoilt, random) => {
    const row = rowOf(spoilt, random);
    delete row[fieldOf(row, random)];
    return false;
  },
  copyField: (spoilt, random) => {
    const row = rowOf(spoilt, random);
    put(row, fieldOf(row, random), row[fieldOf(row, random)] ?? null);
    return false;
  },
  swapFields: (spoilt, random) => {
    const [a, b, name] = [
      rowOf(spoilt, random),
      rowOf(spoilt, random),
      fieldOf(rowOf(spoilt, random), random),
    ];
    [a[name], b[name]] = [b[name] ?? null, a[name] ?? null];
    return false;
  },
  retype: (spoilt, random) => {
    const row = rowOf(spoilt, random);
    const name = fieldOf(row, random);
    put(row, name, retyped(row[name], random));
    return false;
  },
  words: (spoilt, random, shape) => {
    const row = rowOf(spoilt, random);
    const word = String(row[shape.status]);
    const name = random.once(2) ? shape.status : fieldOf(row, random);
    put(
      row,
      name,
      random.pick<unknown>([
        ...shape.words,
        `${word}!`,
        ` ${word}`,
        word.toUpperCase(),
        `${word}\u0000`,
        77,
        "-0",
        "",
      ]),
    );
    return false;
  },
  time: (spoilt, random, shape) => {
    const row = rowOf(spoilt, random);
    const times = Object.keys(row).filter((name) => /time|date/i.test(name));
    put(
      row,
      random.once(2) ? shape.time : random.pick([shape.time, ...times, ...shape.expiries]),
      random.pick<unknown>(TIMES),
    );
    return false;
  },
  id: (spoilt, random, { id }) => {
    put(rowOf(spoilt, random), id, random.once(100) ? "9".repeat(1_000_000) : random.pick<unknown>(IDS));
    return false;
  },
  longText: (spoilt, random) => {
    const row = rowOf(spoilt, random);
    put(
      row,
      fieldOf(row, random),
      random.pick(["x", "\u001b", "9"]).repeat(random.pick([300, 5_000, 100_000])),
    );
    return false;
  },
  total: (spoilt, random) => {
    const { length } = spoilt.rows;
    spoilt.total = random.pick<unknown>([
      length + 1,
      length - 1,
      -1,
      0,
      1e30,
      2n ** 70n,
      "x",
      String(length),
      null,
      1.5,
      length * 100,
      {},
    ]);
    return false;
  },
  rowAgain: (spoilt, random) => {
    spoilt.rows.splice(random.below(spoilt.rows.length + 1), 0, { ...rowOf(spoilt, random) });
    return false;
  },
  rowGone: (spoilt, random) => {
    spoilt.rows.splice(random.below(spoilt.rows.length), 1);
    return false;
  },
  rowOther: (spoilt, random) => {
    spoilt.rows[random.below(spoilt.rows.length)] = random.pick<unknown>([
      null,
      1,
      "x",
      [],
      {},
      [{}],
      DEEP,
    ]) as Row;
    return false;
  },
  owner: (spoilt, random, shape) => {
    const { instanceId } = spoilt;
    const name = random.pick([...shape.owners, "InstanceId"]);
    put(
      rowOf(spoilt, random),
      name,
      random.pick([
        `${instanceId}x`,
        instanceId.slice(0, -1),
        instanceId.toUpperCase(),
        "other",
        "",
        null,
        5,
      ]),
    );
    return false;
  },
  key: (spoilt, random) => {
    const value = random.once(2) ? { ...rowOf(spoilt, random) } : random.pick<unknown>(VALUES);
    put(rowOf(spoilt, random), random.pick(KEYS), value);
    return false;
  },
  pages: (spoilt, random) => {
    spoilt.cap = 1 + random.below(3);
    const from = random.below(4);
    spoilt.offset = random.pick([
      (asked) => asked,
      () => 0,
      (asked) => (asked >= from ? 1e6 : asked),
      (asked) => Math.max(0, asked - 1),
    ]);
    return false;
  },
  smallPages: (spoilt, random) => {
    spoilt.cap = 1 + random.below(4);
    return true;
  },
  document: (spoilt, random, shape) => {
    const path = shape.list.slice(0, 1 + random.below(shape.list.length));
    const what = random.below(4);
    const [key, value] = [
      random.pick(KEYS),
      random.pick<unknown>([...VALUES, { Code: "Throttling", Message: "m" }]),
    ];
    spoilt.spoilDocument = (document) => {
      if (what === 0) return value;
      let inside = document;
      for (const step of path.slice(0, -1)) inside = inside[step] as Row;
      const last = path.at(-1) as string;
      if (what === 1) put(inside, last, value);
      else if (what === 2) put(inside, key, value);
      else put(inside, last, [inside[last]]);
      return document;
    };
    return false;
  },
  status: (spoilt, random) => {
    spoilt.status = random.pick([201, 204, 301, 304, 400, 401, 403, 404, 418, 429, 500, 502, 503]);
    return false;
  },
  headers: (spoilt, random) => {
    const [name, value] = random.pick([
      ["date", "Fri, 01 Jan 2100 00:00:00 GMT"],
      ["date", "yesterday"],
      ["content-type", "text/html"],
      ["retry-after", "999999"],
      ["retry-after", "x"],
      ["content-type", ""],
      ["x-odd", "__proto__"],
    ] as const);
    spoilt.headers[name] = value;
    return false;
  },
  bytes: (spoilt) => {
    spoilt.badBytes = true;
    return false;
  },
};
