import type { Emulator } from "../../src/emulator";
import { startEmulator } from "../../src/emulator";
import { BackupsClient } from "../../src/lookup/client";
import { command, environmentOf, runCommand, withFlags } from "./command";

const MYSQL = ["tencentcloud-mysql", "--instance-id", "cdb-c1nl9rpv", "--region", "ap-guangzhou"];

describe("the exit code and the streams of the command", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());
  afterEach(() => {
    emulator.faults.length = 0;
  });

  it("are 0, only the ID on stdout, and nothing on stderr if a backup is found", async () => {
    expect(await runCommand(["latest", ...MYSQL], environmentOf(emulator))).toEqual({
      code: 0,
      out: "436184134\n",
      err: "",
    });
  });

  it.each([
    ["1 for an unknown instance, which is named", 1, ["--instance-id", "cdb-unknown"], {}, /cdb-unknown/],
    [
      "2 for a flag that does not exist",
      2,
      ["--bogus", "3"],
      {},
      /--bogus: latest .* has no such flag.*--help/s,
    ],
    ["3 when nothing is eligible, with what was seen", 3, ["--methods", "snapshot"], {}, /2 method logical/],
    ["4 when the newest backup is too old", 4, ["--max-age", "3d"], {}, /436184134.*older than --max-age 3d/],
    ["5 for a wrong key", 5, [], { TENCENTCLOUD_SECRET_KEY: "wrong-secret-key" }, /refused the credentials/],
    ["5 for no key at all", 5, [], { TENCENTCLOUD_SECRET_KEY: "" }, /TENCENTCLOUD_SECRET_KEY/],
  ])("is %s; stdout stays empty", async (_what, code, flags, env, message) => {
    const outcome = await runCommand(withFlags(["latest", ...MYSQL], flags), environmentOf(emulator, env));
    expect(outcome).toEqual({ code, out: "", err: expect.stringMatching(message) });
    expect(outcome.err).toMatch(/^error: /);
    // A message and what to do about it, not a stack.
    expect(outcome.err.trim().split("\n")).toHaveLength(2);
  });

  it("is 1 for an address where nobody listens, after the given number of attempts", async () => {
    const args = ["latest", ...MYSQL, "--endpoint", "http://127.0.0.1:1", "--max-retries", "0"];
    const outcome = await command(args, environmentOf(emulator));
    expect(outcome).toMatchObject({ code: 1, out: "" });
    expect(outcome.err).toMatch(/127\.0\.0\.1:1 could not be reached: .*refused/);
  });

  it("is 1 if the cloud never stops throttling", async () => {
    emulator.faults.push({ kind: "throttle" });
    const outcome = await command(["latest", ...MYSQL, "--max-retries", "1"], environmentOf(emulator));
    expect(outcome).toMatchObject({ code: 1, out: "" });
    expect(outcome.err).toMatch(/throttling/);
  });

  it("is 1 when the lookup's time is over", async () => {
    emulator.faults.push({ kind: "slow", delayMs: 5000 });
    const outcome = await command(["latest", ...MYSQL, "--timeout", "1"], environmentOf(emulator));
    expect(outcome).toMatchObject({ code: 1, out: "" });
    expect(outcome.err).toMatch(/was not read within the lookup's time/);
  });

  it("is 0 with a warning for an unreachable API, with --on-unavailable warn", async () => {
    const outcome = await command(
      withFlags(["latest", ...MYSQL], ["--instance-id", "gone", "--on-unavailable", "warn"]),
      environmentOf(emulator),
    );
    expect(outcome).toMatchObject({ code: 0, out: "" });
    expect(outcome.err).toMatch(/^warning: .*gone/);
  });

  it.each([
    [
      "an API that cannot be asked",
      ["--endpoint", "http://127.0.0.1:1", "--max-retries", "0"],
      "could not be reached",
    ],
    ["a wrong key", ["--profile", "nobody"], "no credentials"],
    ["no eligible backup", ["--methods", "snapshot"], "no eligible backup: 2 seen, none eligible"],
  ])(
    "is 0 with an empty stdout and the reason for %s, where only a warning was asked for",
    async (_what, flags, why) => {
      const args = ["latest", ...MYSQL, "--on-unavailable", "warn", ...flags];
      const { code, out, err } = await command(args, environmentOf(emulator));
      expect({ code, out }).toEqual({ code: 0, out: "" });
      expect(err).toMatch(
        new RegExp(
          `^warning: [^]*${why}[^]*\nno ID printed \\(--on-unavailable warn\\); see the warning above\n$`,
        ),
      );
      expect(err.includes("no eligible backup")).toBe(why.startsWith("no eligible backup"));
    },
  );

  it("is 0 with nothing printed for no eligible backup, with --no-required", async () => {
    const args = ["latest", ...MYSQL, "--methods", "snapshot", "--no-required"];
    expect(await command(args, environmentOf(emulator))).toEqual({
      code: 0,
      out: "",
      err: "no eligible backup, so no ID printed (--no-required)\n",
    });
    expect(await command([...args, "--json"], environmentOf(emulator))).toMatchObject({ out: "null\n" });
  });

  it("is 1 with one line and no stack for a bug in this program", async () => {
    const lookup = jest.spyOn(BackupsClient.prototype, "lookup");
    lookup.mockRejectedValueOnce(new TypeError("it.is is\nno function"));
    expect(await command(["latest", ...MYSQL])).toEqual({
      code: 1,
      out: "",
      err: "error: it.is is no function\n",
    });
    lookup.mockRestore();
  });

  it("is 0 for help and for the version, which are printed to stdout", async () => {
    const help = await runCommand(["--help"]);
    expect(help).toMatchObject({ code: 0, err: "" });
    for (const word of ["latest", "list", "check", "emulate", "install", "listings", "Exit codes: 0 done"]) {
      expect(help.out).toContain(word);
    }
    const { version } = require("../../package.json") as { version: string };
    expect(await command(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
    expect((await command(["help", "latest"])).out).toContain("--started-before <time>");
  });

  it.each([
    [["nonsense"], /<command>: got "nonsense"/],
    [["latest"], /<listing>: missing/],
    [
      ["latest", "oracle", "--instance-id", "x"],
      /<listing>: got "oracle".*expected one of: tencentcloud-redis/,
    ],
    [["latest", ...MYSQL, "extra"], /--instance-id: given twice/],
    [["latest", "tencentcloud-mysql", "--region", "r"], /--instance-id: missing/],
    [["latest", ...MYSQL, "--instance-id"], /argument missing/],
  ])("is 2 for %j", async (args, message) => {
    expect(await command(args)).toEqual({ code: 2, out: "", err: expect.stringMatching(message) });
  });
});
