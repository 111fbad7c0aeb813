import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { Unusable } from "../../src/clouds/credential-file";
import { iniProfile } from "../../src/clouds/ini";
import { Random, roundsOf } from "../helpers/random";

type Values = Readonly<Record<string, string>>;

const outcome = (content: string, profile = "default"): Values | string | undefined => {
  try {
    const values = iniProfile(content, profile);
    return values && { ...values };
  } catch (error) {
    if (error instanceof Unusable) return error.message;
    throw error;
  }
};

describe("a profile of an INI file", () => {
  it.each<[what: string, content: string, expected: Values | undefined]>([
    [
      "blanks, comments and line ends of every kind",
      "# a = b\r\n;c\r[default]\n\n a=1 \r\n # d\n",
      { a: "1" },
    ],
    ["= in a value, as at the end of a token", "[default]\na = b=c==\n", { a: "b=c==" }],
    [
      "JSON in a value",
      '[default]\npolicy = {"Version": "1", "a": ["*"]}',
      { policy: '{"Version": "1", "a": ["*"]}' },
    ],
    ["a path of Windows", "[default]\na = C:\\token\\file", { a: "C:\\token\\file" }],
    [
      "words that other languages know",
      "[default]\na = true\nb = null\nc =",
      { a: "true", b: "null", c: "" },
    ],
    ["lines that are all indented alike", "[default]\n  a = 1\n  b = 2\n", { a: "1", b: "2" }],
    [
      "lines of other profiles that can be read in two ways",
      '[a]\nb = "c"\n  d = # e\nb = %\n[a]\n[default]\nb = 1',
      { b: "1" },
    ],
    ["a profile without values", "[default]\n[other]\na = 1", {}],
    ["no such profile", "[other]\na = 1", undefined],
  ])("is read with %s", (_what, content, expected) => {
    expect(outcome(content)).toEqual(expected);
  });

  it.each(["john.doe", "a b", "__proto__", "constructor", "生产", "a:b=c"])("may be called %s", (name) => {
    expect(outcome(`[${name}]\na = 1\n[x]\nb = 2`, name)).toEqual({ a: "1" });
  });

  it.each([
    ["a value in quotes", 'key = "LEAKED"'],
    ["half a quote", "key = 'LEAKED"],
    ["a comment behind a value", "key = LEAKED # mine"],
    ["a semicolon", "key = LEAKED;"],
    ["two backslashes", "key = LEAKED\\\\x"],
    ["a backslash at the end", "key = LEAKED\\"],
    ["a per cent sign", "key = LEAKED%%"],
  ])("is refused with %s, by the name and the line, never the value", (_what, line) => {
    expect(outcome(`[default]\na = 1\n${line}\n`)).toBe(
      "has a key in line 3 that the vendor's tools read in different ways",
    );
  });

  it.each([
    ["the same name twice", "[default]\na = 1\na = 1", "has a twice, again in line 3"],
    ["two sections of its name", "[default]\na = 1\n[b]\n[default]", "is there twice, again in line 4"],
    [
      "a line that may continue the one above",
      "[default]\na = 1\n\n b = 2",
      "has a further indented b in line 4",
    ],
  ])("is refused with %s", (_what, content, problem) => {
    expect(outcome(content)).toBe(problem);
  });
});

/** Pieces of lines that parsers disagree about. */
const PIECES = [
  "[default]",
  "[other]",
  "[default",
  "default]",
  "[DEFAULT]",
  "[john.doe]",
  "[__proto__]",
  " [default]",
  "[default] ",
  "[de;fault]",
  '["default"]',
  "secret_key",
  "secret_key = ",
  "secret_key=",
  "SECRET_KEY = ",
  "secret_key: ",
  "secret_id = ",
  "secret_id[] = ",
  "__proto__ = ",
  "a.b = ",
  "value",
  "value2",
  "dmFsdWU=",
  "true",
  "null",
  "5",
  '"',
  "'",
  "`",
  "#",
  ";",
  "\\",
  "\\;",
  "%",
  "%%",
  "%(secret_id)s",
  "=",
  ":",
  " ",
  "  ",
  "\t",
  "{}",
  "[]",
  ",",
  "\n",
  "\n",
  "\n",
  "\n",
  "\n  ",
  "\r\n",
  "\r",
  "\n\n",
  "\u00a0",
  "\u2028",
  "\ufeff",
  "\u0000",
];

function hostileFile(random: Random): string {
  const lines = Array.from({ length: 2 + random.below(5) }, () =>
    random.once(2)
      ? random.pick([
          "secret_id = value",
          "secret_key = other",
          "[default]",
          "[other]",
          "  secret_id = value",
        ])
      : Array.from({ length: 1 + random.below(4) }, () => random.pick(PIECES)).join(""),
  );
  return `${random.once(4) ? "" : "[default]\n"}${lines.join(random.pick(["\n", "\r\n"]))}`;
}

/** What the parsers in the vendors' SDKs for Node.js read. */
const ofNode = ["@alicloud/credentials", "tencentcloud-sdk-nodejs-common"].map((sdk) => {
  const { parse } = createRequire(require.resolve(`${sdk}/package.json`))("ini") as {
    parse(text: string): Record<string, Record<string, unknown> | undefined>;
  };
  return (text: string) => parse(text).default;
});

const PYTHON = spawnSync("python3", ["--version"]).status === 0;
if (!PYTHON)
  console.warn("NOT TESTED, because there is no python3 on the PATH: INI files as configparser reads them");

/** The profile `default` of each text, as Python's tools read it; null if they refuse the file, or there is none. */
function ofPython(texts: readonly string[]): readonly (Values | null)[] {
  const script = `
import configparser, io, json, sys
def read(text):
    parser = configparser.ConfigParser()
    try:
        parser.read_file(io.StringIO(text, newline=None))
        return dict(parser.items("default"))
    except configparser.Error:
        return None
print(json.dumps([read(text) for text in json.load(sys.stdin)]))`;
  const { stdout } = spawnSync("python3", ["-c", script], { input: JSON.stringify(texts), encoding: "utf8" });
  return JSON.parse(stdout);
}

it("is never read otherwise than by the vendors' own tools: it is refused where two of them may differ", () => {
  const texts = roundsOf(4_000).map((round) => hostileFile(new Random(round)));
  const read = texts.flatMap((text) => {
    const values = outcome(text);
    return typeof values === "object" ? [[text, values] as const] : [];
  });
  expect(read.length).toBeGreaterThan(texts.length / 20);
  // An old `ini` makes a value without a name of a line of blanks.
  const asText = (values: object) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (name === "" ? [] : [[name, String(value)]])),
    );
  for (const parse of ofNode)
    for (const [text, values] of read) expect([text, asText(parse(text) ?? {})]).toEqual([text, values]);
  if (!PYTHON) return;
  const theirs = ofPython(read.map(([text]) => text));
  // Python refuses a file for a mistake in another profile too.
  for (const [index, [text, values]] of read.entries())
    if (theirs[index]) expect([text, theirs[index]]).toEqual([text, values]);
});
