import fc from "fast-check";
import { PROVIDER_SOURCE } from "../../src/delivery/address";
import { mergeLockFile } from "../../src/delivery/lock-file";
import { PACKAGE_HASH } from "../../src/delivery/mirror";

const OWN = `provider "${PROVIDER_SOURCE}" {
  version     = "1.0.0"
  constraints = "1.0.0"
  hashes = [
    "${PACKAGE_HASH}",
  ]
}
`;

const OTHER = `provider "registry.terraform.io/hashicorp/null" {
  version     = "3.2.3"
  constraints = "~> 3.2" # { not a brace
  hashes = [
    "h1:I0Um8UkrMUb81Fxq/dxbr3HLP2cecTH2WMJiwKSrwQY=",
  ]
}
`;

const STALE = OWN.replaceAll("1.0.0", "0.9.0").replace(/h1:[^"]*/, "h1:old");

/** Pieces that may stand around the entry, comments with braces and quotes in them among others. */
const surroundings = fc
  .array(
    fc.constantFrom(
      OTHER,
      "# a comment { with a brace\n",
      '// "quoted\n',
      `/* } ${PROVIDER_SOURCE} */\n`,
      "\n",
    ),
  )
  .map((pieces) => pieces.join(""));

describe("mergeLockFile", () => {
  it("writes a whole file like Terraform's if there is none", () => {
    const header =
      '# This file is maintained automatically by "terraform init".\n# Manual edits may be lost in future updates.\n\n';
    expect(mergeLockFile(undefined)).toBe(header + OWN);
    expect(mergeLockFile(" \n")).toBe(header + OWN);
  });

  it("keeps everything around a stale entry byte for byte, with either line end, and changes nothing twice", () => {
    fc.assert(
      fc.property(surroundings, surroundings, fc.constantFrom("\n", "\r\n"), (before, after, newline) => {
        const ended = (text: string) => text.replaceAll("\n", newline);
        const merged = mergeLockFile(ended(before + STALE + after));
        expect(merged).toBe(ended(before + OWN + after));
        expect(mergeLockFile(merged)).toBe(merged);
      }),
      { numRuns: 200 },
    );
  });

  it("appends a new entry after an empty line", () => {
    expect(mergeLockFile(OTHER)).toBe(`${OTHER}\n${OWN}`);
    expect(mergeLockFile(OTHER.trimEnd())).toBe(`${OTHER}\n${OWN}`);
    expect(mergeLockFile(OTHER.replaceAll("\n", "\r\n"))).toBe(`${OTHER}\n${OWN}`.replaceAll("\n", "\r\n"));
  });

  it("keeps an entry that is right, with everything that Terraform has added", () => {
    const constrained = OWN.replace('constraints = "1.0.0"', 'constraints = "~> 1.0"');
    const hashed = constrained.replace("  ]", '    "zh:00",\n  ]');
    expect(mergeLockFile(OTHER + hashed)).toBe(OTHER + hashed);
  });

  it("replaces an entry on one line, and no entry with a similar address", () => {
    const short = `provider "${PROVIDER_SOURCE}" { version = "0.1.0" }\n`;
    const alike = OTHER.replace("registry.terraform.io/hashicorp/null", `${PROVIDER_SOURCE}-too`);
    expect(mergeLockFile(alike + short)).toBe(alike + OWN);
  });

  it.each([
    ["two entries", OWN + STALE, `it has 2 entries for ${PROVIDER_SOURCE}`],
    ["an open block", `${OTHER}provider "x" {\n`, "it ends inside a block that nothing closes"],
    ["a brace too many", `${OTHER}}\n`, "line 8 has a } that nothing opens"],
    ["an open quote", 'provider "x {\n}\n', 'line 1 opens " and nothing closes it'],
    ["an open comment", `${OTHER}/* for ever`, "line 8 opens /* and nothing closes it"],
    ["the address elsewhere", `module "${PROVIDER_SOURCE}" {\n}\n`, "outside of a provider block"],
  ])("refuses %s instead of guessing", (_, text, message) => {
    expect(() => mergeLockFile(text)).toThrow(message);
  });
});
