import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { quotable } from "../../src/core/errors";
import { ALL_READ, vendorOf } from "../helpers/hostile-text";
import { Random, roundsOf } from "../helpers/random";

const PROGRAM = join(__dirname, "../helpers/hostile-text.ts");

/** Many times what all readers take together, on a machine that is busy elsewhere. */
const LIMIT_MS = 60_000;

describe("a quarter of a megabyte of hostile text", () => {
  it("is processed quickly by every reader", () => {
    const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "--import", "tsx", PROGRAM], {
      encoding: "utf8",
      timeout: LIMIT_MS,
      killSignal: "SIGKILL",
    });
    // Else it is the reader that was not done, with the text.
    expect([stdout.trim().split("\n").at(-1), stderr]).toEqual([ALL_READ, ""]);
  });
});

describe("an address that may be signed", () => {
  const parts = [
    "https://",
    "://",
    "a",
    "A-",
    ".",
    "?",
    "=",
    "&",
    "x=",
    "Token=",
    "sign",
    " ",
    "\n",
    '"',
    "<",
    "/",
  ];
  /** What was to be found before, in as few signs as can be: of short texts the time is no matter. */
  const WITH_QUERY = /\b[\w+.-]+:\/\/[^\s"'<>]*\?[^\s"'<>]*/g;
  const SIGNED = /:\/\/\S*\?\S*=|[?&][\w.-]*(?:signature|sign|sig|token)=/i;

  it("is in no message and no field, at any place in a text", () => {
    for (const round of roundsOf(5000)) {
      const random = new Random(round);
      const text = Array.from({ length: 8 }, () => random.pick(parts)).join("");
      expect([text, quotable(text, 400).match(WITH_QUERY)]).toEqual([text, null]);
      if (!text.includes("://")) expect(quotable(text, 400)).toBe(text.replace(/\n+/g, " "));
      const { InstanceName: kept = "" } = vendorOf(text);
      expect([text, SIGNED.test(kept), kept === text]).toEqual([text, false, !SIGNED.test(text)]);
    }
  });

  it("is removed from a message, and nothing else is", () => {
    expect(quotable('no (https://a.example/b?c=d) at "ftp://e.example/f", x?y', 400)).toBe(
      'no (*** at "ftp://e.example/f", x?y',
    );
    expect(quotable("see https://a.example/b?c", 400)).toBe("see ***");
  });
});
