import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { adviceInFlags, describeWarning } from "../../src/cli/describe-error";
import { argumentOf } from "../../src/cli/flags";
import { selectionArguments } from "../../src/core/selection";
import { commonArguments } from "../../src/lookup/query";
import { listings } from "../../src/vendors";
import { testKeysInEnvironment } from "../helpers/client";
import { vendorServers } from "../helpers/vendor-server";
import { command } from "./command";

const SRC = join(__dirname, "../../src");

/** Rooms whose hints a lookup of the command never shows, or that write in flags themselves. */
const ELSEWHERE = /^(?:cli|constructs|emulator|plugin)\//;

/** The text of an expression, with an ellipsis for what is put into it; undefined where it is no text. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
  if (!ts.isBinaryExpression(node)) return undefined;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}

/** What takes advice as an argument, and in which place. */
const ADVISED: Readonly<Record<string, number>> = {
  usageError: 2,
  Unusable: 1,
  notSupported: 2,
  incomplete: 2,
  refusedRole: 3,
};

/** Whether what stands here is advice: a field, variable or function called so, or an argument that is. */
function isAdvice(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node))
    return /hint|otherwise|remed(?:y|ies)/i.test(node.name?.getText() ?? "");
  if (!parent || !(ts.isCallExpression(parent) || ts.isNewExpression(parent))) return false;
  const place = ADVISED[parent.expression.getText()];
  return place !== undefined && parent.arguments?.[place] === node;
}

function hintsIn(file: string): readonly string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(SRC, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const hints: string[] = [];
  const visit = (node: ts.Node, inAdvice: boolean): void => {
    const text = inAdvice ? textOf(node) : undefined;
    if (text === undefined) ts.forEachChild(node, (child) => visit(child, inAdvice || isAdvice(child)));
    else hints.push(text);
  };
  visit(source, false);
  return hints;
}

const hints = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !ELSEWHERE.test(file))
  .flatMap(hintsIn)
  .filter((text) => text.includes(" "));

const names = [
  ...Object.keys({
    ...commonArguments,
    ...selectionArguments,
    timeout: "",
    maxRetries: "",
    timeZone: "",
    domain: "",
  }),
  ...listings.flatMap((listing) => Object.keys(listing.arguments)),
];

/** An argument that is named as such, and not by the word that it also is: `the region`, `profile drills`. */
function namedIn(text: string): readonly string[] {
  return names.filter((name) =>
    new RegExp(`(?<![-\\w])(?<!\\b(?:the|a|no|its|this) )${name}\\b(?! …)`).test(text),
  );
}

describe("a hint in a terminal", () => {
  it("is found wherever one is written", () => {
    expect(hints.length).toBeGreaterThan(20);
    const some = [
      "Give region, ",
      "set required to false",
      "raise maxAge",
      "leave profile out",
      "Set startTime earlier",
      "shards in nodeIds",
      "Repair the file",
      "Add … to the profile",
      "Use a mode such as",
      "Principal of the role",
      "or neither",
    ];
    for (const words of some) expect(hints.filter((text) => text.includes(words))).not.toEqual([]);
  });

  it.each(hints)("names arguments by their flags: %s", (hint) => {
    const shown = adviceInFlags(hint);
    expect(namedIn(shown)).toEqual([]);
    expect(shown).not.toMatch(/\bto (?:true|false)\b/);
    // `Give the profile keys` is about a file's profile.
    expect(shown).not.toMatch(/--[\w-]+ (?!(?:and|are|or|out|to|must|name|if|where|earlier|later)\b)\w/);
    // What looks like a flag is one.
    for (const [, no, flag = ""] of shown.matchAll(/--(no-)?([\w-]+)/g)) {
      const name = flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      expect([flag, argumentOf(name)?.default === "true"]).toEqual([flag, Boolean(no)]);
    }
  });

  it.each([
    ["Give region, or set it in the profile.", "Give --region, or set it in the profile."],
    ["Raise the timeout.", "Raise --timeout."],
    ["Widen the selection, or set required to false.", "Widen the selection, or give --no-required."],
    [
      "Check the instance ID, the region and the account.",
      "Check the instance ID, the region and the account.",
    ],
  ])("reads as a sentence: %s", (hint, shown) => {
    expect(adviceInFlags(hint)).toBe(shown);
  });
});

describe("what a message quotes", () => {
  const serve = vendorServers();
  const SAID = "Please check the region, set timeout and set required to false.";

  it.each([
    ["latest", []],
    ["latest", ["--on-unavailable", "warn"]],
    ["list", []],
    ["check", ["--max-age", "1d"]],
  ])("stays as the vendor wrote it: %s %j", async (name, flags) => {
    const { url } = await serve(() => ({
      json: { Response: { RequestId: "r", Error: { Code: "UnauthorizedOperation", Message: SAID } } },
    }));
    const args = [name, "tencentcloud-redis", "--instance-id", "crs-1", "--region", "r", ...flags];
    const { out, err } = await command(args, { ...testKeysInEnvironment, BACKUPS_ENDPOINT_URL: url });
    expect(out + err).toContain(SAID);
  });

  it("is no advice, which is the second of a warning's two lines", () => {
    expect(describeWarning(`a.example: ${SAID}\nRaise the timeout.`)).toBe(
      `a.example: ${SAID}\nRaise --timeout.`,
    );
    for (const text of [SAID, `one\ntwo\n${SAID}`]) expect(describeWarning(text)).toBe(text);
  });
});
