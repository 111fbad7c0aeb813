import {
  type Argument,
  type ArgumentTable,
  checkArguments,
  expectation,
  kebabCase,
  problemWith,
  snakeCase,
} from "../../src/core/argument";
import { thrownBy } from "../helpers/client";

const argument = (kind: Argument["kind"], more: Partial<Argument> = {}): Argument => ({
  kind,
  description: "An argument.",
  ...more,
});

const table: ArgumentTable = {
  instanceId: argument("string", { required: true }),
  history: argument("integer", { min: 1, max: 1000, safeToLeaveOut: true }),
  statuses: argument("strings", { allowed: ["succeeded", "failed"] }),
};

describe("an argument", () => {
  it.each<[Argument["kind"], unknown]>([
    ["string", "r-bp1zxszhcgatnx****"],
    ["digits", "678362566696298532848117"],
    ["instant", "2026-11-21T02:00:00Z"],
    ["instant", "2026-11-21T02:00:00+08:00"],
    ["time", "2026-11-21 02:00:00"],
    ["time", "2026-11-21T02:00Z"],
    ["duration", "1d12h"],
    ["offset", "+08:00"],
    ["integer", 0],
    ["bool", false],
    ["strings", ["a"]],
    ["integers", [-1, 2]],
  ])("of kind %s takes %j", (kind, value) => {
    expect(problemWith(argument(kind), value)).toBeUndefined();
  });

  it.each<[Argument["kind"], unknown]>([
    ["string", ""],
    ["string", "  "],
    ["string", "a\nHost: other"],
    ["string", 7],
    ["digits", "12a"],
    ["digits", 12],
    ["digits", "-1"],
    ["instant", "2026-11-21T02:00:00"],
    ["instant", "2026-02-30T02:00:00Z"],
    ["instant", "0000-00-00T00:00:00Z"],
    ["time", "yesterday"],
    ["time", ""],
    ["duration", "0h"],
    ["duration", 26],
    ["offset", "Asia/Shanghai"],
    ["integer", 1.5],
    ["integer", "1"],
    ["integer", Number.NaN],
    ["bool", "true"],
    ["strings", []],
    ["strings", "succeeded"],
    ["strings", [1]],
    ["integers", ["1"]],
    ["integers", []],
  ])("of kind %s refuses %j and says what it expects", (kind, value) => {
    const refused = argument(kind);
    const problem = problemWith(refused, value) ?? "";
    expect(problem).toContain(`got ${typeof value === "number" ? value : JSON.stringify(value)}`);
    expect(problem).toContain(`expected ${expectation(refused)}`);
  });

  it.each<[unknown, string]>([
    [["a", ""], 'got "" at [1], expected a non-empty text without control characters'],
    [["a\nb", "c"], 'got "a\\nb" at [0], expected a non-empty text without control characters'],
    [["a", "b", " \t"], 'got " \\t" at [2], expected a non-empty text without control characters'],
    [["a", "b "], 'got "b " at [1], expected a text without blanks at its ends'],
  ])("that is a list takes no text that would not do by itself: %j", (value, problem) => {
    expect(problemWith(argument("strings"), value)).toBe(problem);
  });

  it.each([
    [" db-1", " db-1"],
    ["db-1 ", "db-1 "],
    ["\u00a0db-1", "\\u{a0}db-1"],
    ["db-1\u3000", "db-1\\u{3000}"],
  ])("that is text has no blanks at its ends, which would make it another one: %j", (value, shown) => {
    expect(problemWith(argument("string"), value)).toBe(
      `got "${shown}", expected a text without blanks at its ends`,
    );
    expect(problemWith(argument("digits"), ` 1`)).toContain("expected a whole number written as text");
  });

  it("that is text may have blanks within", () => {
    expect(problemWith(argument("string"), "before the release")).toBeUndefined();
    expect(problemWith(argument("strings"), ["before the release", "b"])).toBeUndefined();
  });

  it("that is digits has at most 64", () => {
    expect(problemWith(argument("digits"), "1".repeat(64))).toBeUndefined();
    expect(problemWith(argument("digits"), "1".repeat(65))).toContain(
      "expected a whole number written as text",
    );
  });

  it("must have an allowed value within its bounds", () => {
    expect(problemWith(argument("strings", { allowed: ["a", "b"] }), ["a", "c"])).toBe(
      'got ["a","c"], expected a list of any of: a, b',
    );
    expect(problemWith(argument("string", { allowed: ["a", "b"] }), "c")).toBe(
      'got "c", expected one of: a, b',
    );
    expect(problemWith(argument("integers", { allowed: [1, 2] }), [2])).toBeUndefined();
    expect(problemWith(argument("integer", { min: 1, max: 9 }), 10)).toBe(
      "got 10, expected a whole number from 1 to 9",
    );
    expect(problemWith(argument("integer", { min: 1 }), 0)).toBe(
      "got 0, expected a whole number of at least 1",
    );
    expect(problemWith(argument("integer", { min: 1, max: 9 }), 9)).toBeUndefined();
  });

  it("is not quoted at length", () => {
    expect((problemWith(argument("integer"), "x".repeat(5000)) ?? "").length).toBeLessThan(150);
    expect(problemWith(argument("integer"), 12n)).toContain("got 12,");
  });

  it("has its names in Terraform and on the command line", () => {
    expect([snakeCase("minSizeBytes"), kebabCase("minSizeBytes")]).toEqual([
      "min_size_bytes",
      "min-size-bytes",
    ]);
  });
});

describe("a set of arguments", () => {
  it("is accepted if all are right; undefined and null mean left out if that is safe", () => {
    for (const history of [undefined, null]) {
      const values = { instanceId: "db-1", history, other: undefined };
      expect(() => checkArguments(table, values)).not.toThrow();
    }
  });

  it.each([undefined, null])(
    "is an error for %p if more backups would be eligible without it",
    (statuses) => {
      const error = thrownBy(() => checkArguments(table, { instanceId: "db-1", statuses }));
      expect([error.code, error.argument]).toEqual(["usage", "statuses"]);
      expect(error.message).toBe(`statuses: was given and is ${statuses}`);
      expect(error.hint).toContain("leave the property out");
    },
  );

  it("lacks the required one if that is undefined", () => {
    const error = thrownBy(() => checkArguments(table, { instanceId: undefined }));
    expect(error.message).toMatch(/^instanceId: missing; expected/);
  });

  it("is an error for an unknown or an inherited name", () => {
    const error = thrownBy(() => checkArguments(table, { instanceId: "db-1", histroy: 3 }));
    expect([error.code, error.argument]).toEqual(["usage", "histroy"]);
    expect(thrownBy(() => checkArguments(table, { instanceId: "db-1", constructor: 3 })).code).toBe("usage");
  });

  it("is an error if one is missing or wrong", () => {
    expect(thrownBy(() => checkArguments(table, {})).message).toBe(
      "instanceId: missing; expected a non-empty text without control characters",
    );
    const error = thrownBy(() => checkArguments(table, { instanceId: "db-1", history: 0 }));
    expect([error.argument, error.message]).toEqual([
      "history",
      "history: got 0, expected a whole number from 1 to 1000",
    ]);
  });
});
