import { NEXT } from "../ground";
import { type Family, fails, found, type Kind } from "./kind";

const LEVELS = 200_000;
const nested = "[".repeat(LEVELS) + "]".repeat(LEVELS);
const HOSTILE = { isAdmin: true, BackupId: "666", baseId: "666" };

const bodies: readonly Kind[] = (
  [
    ["null", "null", 1],
    ["an empty list", "[]", 1],
    ["a text", '"ok"', 1],
    ["a number", "42", 1],
    ["an empty object", "{}", 1],
  ] as const
).map(([what, body, requests]) => ({
  name: `The answer is ${what}`,
  answer: () => () => ({ body }),
  expected: fails("invalid-response", requests),
}));

const kinds: readonly Kind[] = [
  ...bodies,
  {
    name: "The answer is cut off, so it is not JSON",
    answer: (ground) => () => ({ body: ground.text().slice(0, -40) }),
    expected: fails("invalid-response", 2),
  },
  {
    name: "An ID is an object",
    answer: (ground) => () => ground.well({ [ground.idField]: { odd: true } }),
    expected: fails("invalid-response", 1),
  },
  {
    name: "A start time is a number",
    answer: (ground) => () => ground.well({ [ground.timeField]: 1_700_000_000 }),
    expected: fails("invalid-response", 1),
  },
  {
    name: "A status is a list",
    answer: (ground) => () => ground.well({ [ground.statusField]: ["Success"] }),
    expected: fails("invalid-response", 1),
  },
  {
    name: `The answer is ${LEVELS.toLocaleString("en")} levels deep`,
    answer: () => () => ({ body: nested }),
    expected: fails("invalid-response", 2),
  },
  {
    name: `An undocumented field is ${LEVELS.toLocaleString("en")} levels deep`,
    answer: (ground) => () => ({ body: ground.textWith("Extra", nested) }),
    expected: fails("invalid-response", 2),
  },
  {
    name: "An ID is not UTF-8",
    answer: (ground) => () => ({
      body: ground.textWith(ground.idField, Buffer.from([0x22, 0x31, 0xff, 0xfe, 0x22])),
    }),
    expected: fails("invalid-response", 1, /expected an ID/),
  },
  {
    name: "An undocumented field is not UTF-8",
    answer: (ground) => () => ({
      body: ground.textWith("Extra", Buffer.from([0x22, 0xff, 0xfe, 0x22])),
    }),
    expected: found(1),
  },
  {
    name: "The answer begins with a byte-order mark",
    answer: (ground) => () => ({ body: `\uFEFF${ground.text()}` }),
    expected: found(1),
  },
  {
    name: "A row has two different IDs under the same key",
    answer: (ground) => () => ({
      body: ground.textWith("Extra", `1, ${JSON.stringify(ground.idField)}: "666"`),
    }),
    expected: fails("invalid-response", 2),
  },
  {
    name: "A row has the keys `__proto__` and `constructor`",
    answer: (ground) => () => ({
      body: ground.textWith(
        "Extra",
        `1, "__proto__": ${JSON.stringify(HOSTILE)}, "constructor": {"prototype": ${JSON.stringify(HOSTILE)}}`,
      ),
    }),
    expected: found(1),
  },
  {
    name: "The same, in an answer with a number of 20 digits",
    answer: (ground) => () => ({
      body: ground.textWith(
        "Extra",
        `12345678901234567890, "__proto__": ${JSON.stringify(HOSTILE)}, "constructor": ${JSON.stringify(HOSTILE)}`,
      ),
    }),
    expected: found(1),
  },
  {
    name: "The newest row has an ID only in its `__proto__`, in an answer with a number of 20 digits",
    right: NEXT,
    answer: (ground) => () => {
      const bare = ground.textWith("Extra", `12345678901234567890, "__proto__": ${JSON.stringify(HOSTILE)}`);
      return { body: bare.toString().replace(/"(BackupId|baseId|\w*Id)":"?1001"?,/, "") };
    },
    expected: found(1, /skipped: it has no ID/),
  },
  {
    name: "The total is 1e30",
    answer: (ground) => () => ground.page(ground.rows(), 1e30),
    expected: fails("invalid-response", 1),
  },
  {
    name: "The size of a backup is 1e30",
    answer: (ground) => () => ground.well({ [ground.optionalField(/size(?:byte)?$/i, "BackupSize")]: 1e30 }),
    expected: found(1),
  },
  {
    name: "The size of a backup is -1",
    answer: (ground) => () => ground.well({ [ground.optionalField(/size(?:byte)?$/i, "BackupSize")]: -1 }),
    expected: found(1),
  },
];

export const json: Family = { title: "JSON", kinds };
