import { BackupsClient } from "../../src/lookup/client";
import { dataOf, emulators } from "../emulator/running";
import { jdRedis } from "../helpers/vendors";
import { command, environmentOf, withFlags } from "./command";

const OLD = ["tencentcloud-redis", "--instance-id", "crs-5a4py64p", "--region", "ap-guangzhou"];
const LAST_NIGHT = ["alicloud-redis", "--instance-id", "r-bp1w8ynd3h5tq0zk", "--region", "cn-hangzhou"];

describe("check, with the exit codes of monitoring plugins", () => {
  const start = emulators();

  it("is OK, with the age, its limits, the size and the number of backups as metrics", async () => {
    const { code, out, err } = await command(
      ["check", ...LAST_NIGHT, "--warn-age", "30h", "--max-age", "2d"],
      environmentOf(await start()),
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(
      /^BACKUP OK - Alibaba Cloud Redis r-bp1w8ynd3h5tq0zk: newest restorable backup \d+ is .* old \| age=\d+s;108000;172800;0 size=\d+B listed=41\n$/,
    );
  });

  it.each([
    ["WARNING", 1, OLD, ["--warn-age", "7d"]],
    ["WARNING", 1, OLD, ["--warn-age", "7d", "--max-age", "100000d"]],
    ["CRITICAL", 2, OLD, ["--warn-age", "7d", "--max-age", "30d"]],
    ["CRITICAL", 2, OLD, ["--max-age", "30d"]],
  ])("is %s (%i) for a backup older than a limit", async (word, code, instance, limits) => {
    const outcome = await command(["check", ...instance, ...limits], environmentOf(await start()));
    expect(outcome).toMatchObject({ code, err: "" });
    expect(outcome.out).toMatch(
      new RegExp(`^BACKUP ${word} - .* is \\d+d.* old \\| age=\\d+s;[^|]*listed=2\\n$`),
    );
  });

  it("measures the age by the vendor's clock, because this machine's may be wrong", async () => {
    const tomorrow = new Date(Date.now() + 86_400_000);
    const { url } = await start({ data: dataOf(jdRedis, [jdRedis.row(1, new Date())]), now: () => tomorrow });
    const instance = ["jdcloud-redis", "--instance-id", jdRedis.instanceId, "--region", jdRedis.region];
    const outcome = await command(["check", ...instance, "--max-age", "20h"], environmentOf({ url }));
    expect(outcome).toMatchObject({ code: 2, out: expect.stringMatching(/is 1d.* old/) });
  });

  it("is WARNING if a newer shard set was skipped, even if the one before it is young", async () => {
    const sharded = ["alicloud-redis", "--instance-id", "r-bp1c6jm2x9fu4vse", "--region", "cn-hangzhou"];
    const { code, out } = await command(
      ["check", ...sharded, "--max-age", "365d"],
      environmentOf(await start()),
    );
    expect(out).toMatch(/^BACKUP WARNING - .* old\. A newer backup set of .* was skipped: it lacks shard /);
    expect(code).toBe(1);
  });

  it("is CRITICAL when nothing can be restored", async () => {
    const args = ["check", ...OLD, "--triggers", "automatic", "--max-age", "2d"];
    expect(await command(args, environmentOf(await start()))).toEqual({
      code: 2,
      out: expect.stringMatching(/^BACKUP CRITICAL - .*no eligible backup: 2 seen.*\n$/),
      err: "",
    });
  });

  it.each([
    ["a wrong key", [], { TENCENTCLOUD_SECRET_KEY: "wrong-secret-key" }, "refused the credentials"],
    ["an unknown instance", ["--instance-id", "crs-gone"], {}, "crs-gone"],
    [
      "an API that cannot be asked",
      ["--endpoint", "http://127.0.0.1:1", "--max-retries", "0"],
      {},
      "could not be reached",
    ],
    ["a limit that is none", ["--max-age", "soon"], {}, '--max-age: got "soon"'],
    ["a warning after the alarm", ["--warn-age", "3d"], {}, "--warn-age: 3d is longer than --max-age 2d"],
  ])("is UNKNOWN, in one line, for %s", async (_what, flags, env, message) => {
    const args = withFlags(["check", ...OLD, "--max-age", "2d"], flags);
    const { code, out, err } = await command(args, environmentOf(await start(), env));
    expect({ code, err }).toEqual({ code: 3, err: "" });
    expect(out).toMatch(/^BACKUP UNKNOWN - [^\n|]*\n$/);
    expect(out).toContain(message);
  });

  it("is UNKNOWN, not WARNING, in one line, for a bug in this program", async () => {
    const examine = jest.spyOn(BackupsClient.prototype, "examine");
    examine.mockRejectedValueOnce(new TypeError("it.is is\nno | function"));
    expect(await command(["check", ...OLD, "--max-age", "2d"])).toEqual({
      code: 3,
      out: "BACKUP UNKNOWN - it.is is no / function.\n",
      err: "",
    });
    examine.mockRestore();
  });

  it.each(["--no-required", "--on-unavailable=warn", "--history=1"])(
    "rejects %s, which has no effect on it",
    async (flag) => {
      const { code, out } = await command(["check", ...OLD, "--max-age", "2d", flag]);
      expect([code, out]).toEqual([
        3,
        expect.stringContaining("has no such flag. Leave it out: check judges the newest "),
      ]);
    },
  );

  it.each([
    ["no limit", ["check", ...OLD], "--warn-age or --max-age: missing"],
    ["a flag that does not exist", ["check", ...OLD, "--max-age", "2d", "--bogus"], "--bogus: check "],
    [
      "a flag with two values",
      ["check", ...OLD, "--max-age", "2d", "--max-age", "3d"],
      '--max-age: given twice, as "2d" and as "3d". Give it once.',
    ],
    ["no listing", ["check", "--max-age", "2d"], "<listing>: missing"],
    ["an unknown listing", ["check", "oracle", "--max-age", "2d"], 'got "oracle"'],
  ])("is UNKNOWN and not CRITICAL for wrong usage: %s", async (_what, args, message) => {
    const { code, out } = await command(args, environmentOf(await start()));
    expect(code).toBe(3);
    expect(out).toMatch(/^BACKUP UNKNOWN - [^\n]*\n$/);
    expect(out).toContain(message);
  });
});
