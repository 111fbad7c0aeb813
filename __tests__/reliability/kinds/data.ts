import { type Ground, NEXT, RIGHT } from "../ground";
import { type Family, fails, found, type Kind } from "./kind";

/** A status in the vendor's notation, number or word, that is in no document. */
function novelStatus(ground: Ground): unknown {
  return typeof ground.row(RIGHT, 2)[ground.statusField] === "number" ? 99 : "Melting";
}

/** Words for types, methods, modes and ways that are in no document. */
function novelWords(ground: Ground): Record<string, unknown> {
  const words = Object.entries(ground.row(RIGHT, 2)).filter(
    ([field, value]) => /type|method|mode|way$/i.test(field) && typeof value === "string",
  );
  return Object.fromEntries(words.map(([field]) => [field, "Molten"]));
}

const kinds: readonly Kind[] = [
  {
    name: "The newest backup's start is 0000-00-00",
    right: NEXT,
    answer: (ground) => () => ground.well({ [ground.timeField]: "0000-00-00 00:00:00" }),
    expected: found(1),
  },
  {
    name: "The only backup's start is 0000-00-00",
    answer: (ground) => () =>
      ground.page([{ ...ground.row(RIGHT, 2), [ground.timeField]: "0000-00-00 00:00:00" }]),
    expected: fails("no-eligible-backup", 1, /no start time/),
  },
  {
    name: "A start is on 30 February",
    answer: (ground) => () => ground.well({ [ground.timeField]: "2026-02-30 01:00:00" }),
    expected: fails("invalid-response", 1, /2026-02-30/),
  },
  {
    name: "A start is a word",
    answer: (ground) => () => ground.well({ [ground.timeField]: "yesterday" }),
    expected: fails("invalid-response", 1, /yesterday/),
  },
  {
    name: "A row that failed has no times",
    answer: (ground) => () => {
      const outcome = ground.vendor.outcomes.includes("failed") ? "failed" : "running";
      const times = Object.keys(ground.row("1", 1)).filter((field) => /time$|^date$/i.test(field));
      const empty = Object.fromEntries(times.map((field) => [field, ""]));
      return ground.page([{ ...ground.row("9002", 1, outcome), ...empty }, ...ground.rows()]);
    },
    expected: found(1),
  },
  {
    name: "A backup ends before it starts",
    answer: (ground) => () => {
      const field = ground.optionalField(/^(?!.*expire).*(?:end|finish)time$/i, "EndTime");
      const { [field]: early = "2020-01-01 00:00:00" } = ground.row(RIGHT, 500);
      return ground.well({ [field]: early });
    },
    expected: found(1),
  },
  {
    name: "A backup starts tomorrow",
    answer: (ground) => () => ground.page([ground.row("9003", -24), ...ground.rows()]),
    expected: found(1, /9003.*in the future/),
  },
  {
    name: "The only backup starts tomorrow",
    answer: (ground) => () => ground.page([ground.row("9003", -24)]),
    expected: fails("no-eligible-backup", 1, /in the future/),
  },
  {
    name: "The newest backup's status is undocumented",
    right: NEXT,
    answer: (ground) => () => ground.well({ [ground.statusField]: novelStatus(ground) }),
    expected: found(1, /skipped: its status is unknown/),
  },
  {
    name: "Type, method and mode are undocumented: the backup is eligible, with unknown type",
    answer: (ground) => () => ground.well(novelWords(ground)),
    expected: found(1),
  },
  {
    name: "The newest backup has expired (or failed, if the API lists no expired ones)",
    answer: (ground) => () =>
      ground.page([
        ground.row(
          "9004",
          1.5,
          (["expired", "failed", "running"] as const).find((one) => ground.vendor.outcomes.includes(one)),
        ),
        ...ground.rows(),
      ]),
    expected: found(1),
  },
  {
    name: "An ID has 24 digits",
    right: "678362566696298532848117",
    answer: (ground) => () => ground.well({ [ground.idField]: "678362566696298532848117" }),
    expected: found(1),
  },
];

export const data: Family = { title: "Data", kinds };
