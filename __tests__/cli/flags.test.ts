import { kebabCase } from "../../src/argument";
import { listings } from "../../src/listings";
import { emulators } from "../emulator/running";
import { command, environmentOf, runCommand } from "./command";

const REDIS = ["tencentcloud-redis", "--instance-id", "crs-8kq2v7dn", "--region", "ap-guangzhou"];
const MYSQL = ["tencentcloud-mysql", "--instance-id", "cdb-c1nl9rpv", "--region", "ap-guangzhou"];

/** An instance whose newest backup that can be restored is a logical one, among physical ones. */
const BOTH_METHODS = ["tencentcloud-mysql", "--instance-id", "cdb-7mx4r2te", "--region", "ap-shanghai"];

describe("flags of a lookup", () => {
  const start = emulators();

  it("are offered for every argument of every listing", async () => {
    const { out } = await command(["help", "list"]);
    for (const listing of listings) {
      for (const name of Object.keys(listing.arguments)) expect(out).toContain(`--${kebabCase(name)}`);
    }
  });

  it("say what each listing means by them, where several share a name", async () => {
    const { out } = await command(["help", "list"]);
    const help = out.replace(/\s+/g, " ");
    expect(help).toContain(
      "--backup-method <value> [tencentcloud-mongodb] BackupMethod: only backups made in this",
    );
    expect(help).toContain(
      "One of: 0, 1, 3. Default: all. [tencentcloud-cynosdb] BackupMethod: only automatic",
    );
    expect(help).toMatch(
      /\[alicloud-rds[^\]]*\] BackupStatus: only backups in this state\. One of: Success, Failed/,
    );
  });

  it.each([
    ["integer", ["--history", "many"], '--history: got "many", expected a whole number from 1 to 1000'],
    ["integer out of its range", ["--history", "0"], "--history: got 0, expected a whole number from 1"],
    ["duration", ["--max-age", "3"], '--max-age: got "3", expected a duration such as 26h'],
    [
      "instant",
      ["--started-before", "2026-11-21"],
      '--started-before: got "2026-11-21", expected a time in RFC',
    ],
    ["list of words", ["--statuses", "good,running"], "--statuses: got"],
    ["list of integers", ["--status", "2,x"], '--status: got [2,"x"], expected a list of any of: 1, 2, 3'],
    ["word", ["--on-unavailable", "ignore"], '--on-unavailable: got "ignore", expected one of: error, warn'],
    ["time", ["--begin-time", "yesterday"], '--begin-time: got "yesterday", expected a time such as'],
    ["setting", ["--timeout", "0"], "--timeout: got 0, expected a whole number from 1 to 3600"],
    ["offset", ["--time-zone", "Asia/Shanghai"], '--time-zone: got "Asia/Shanghai", expected an offset'],
    ["region", ["--region", "ap guangzhou"], '--region: got "ap guangzhou"'],
    ["address", ["--endpoint", "http://example.com"], "plain http is for this machine"],
  ])("are checked: a bad %s is wrong usage and asks nobody", async (_kind, flags, message) => {
    const emulator = await start();
    const { code, out, err } = await command(["latest", ...REDIS, ...flags], environmentOf(emulator));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(emulator.requests).toEqual([]);
  });

  it("that are lists may come more than once, and are one list then", async () => {
    const env = environmentOf(await start());
    const list = async (...flags: string[]) =>
      JSON.parse((await command(["list", ...BOTH_METHODS, "--json", ...flags], env)).out);
    expect(await list("--methods", "physical", "--methods", "logical")).toEqual(
      await list("--methods", "physical,logical"),
    );
  });

  it("name the domain where the domain is what makes no address", async () => {
    const env = { ...environmentOf(await start()), BACKUPS_ENDPOINT_URL: "" };
    const flag = await command(["latest", ...REDIS, "--domain", "example.com/x"], env);
    expect([flag.code, flag.err]).toEqual([2, expect.stringContaining("error: --domain: got ")]);
    const variable = await command(["latest", ...REDIS], { ...env, TENCENTCLOUD_DOMAIN: "example com" });
    expect([variable.code, variable.err]).toEqual([
      2,
      expect.stringContaining("error: TENCENTCLOUD_DOMAIN: got "),
    ]);
  });

  it.each(["--base-id", "--backup-id"])("of another listing are refused: %s", async (flag) => {
    const { code, err } = await command(["latest", ...MYSQL, flag, "3"]);
    expect({ code, err }).toEqual({
      code: 2,
      err: `error: ${flag}: this listing has no such argument\nLeave it out.\n`,
    });
  });

  it("reach the vendor: lists of negative numbers, switches, digits and times", async () => {
    const emulator = await start();
    const env = environmentOf(emulator);
    const redis = await command(["list", ...REDIS, "--status", "-1, -2", "--json"], env);
    expect(redis.code).toBe(0);
    expect(emulator.requests.at(-1)?.params).toMatchObject({ Status: [-1, -2] });
    const statuses = JSON.parse(redis.out).backups.map(({ status }: { status: string }) => status);
    expect(new Set(statuses)).toEqual(new Set(["expired", "deleted"]));

    const ali = ["alicloud-redis", "--instance-id", "r-bp1w8ynd3h5tq0zk", "--region", "cn-hangzhou"];
    const digits = [
      "--backup-id",
      "111111111111111111111111",
      "--start-time",
      "2026-01-02T03:04:05Z",
      "--need-aof",
    ];
    expect((await command(["list", ...ali, ...digits], env)).err).toMatch(/the listing is empty/);
    expect(emulator.requests.at(-1)?.params).toMatchObject({
      BackupId: "111111111111111111111111",
      StartTime: "2026-01-02T02:04Z", // an hour before, for runs of shards
      NeedAof: "1",
    });
  });

  it("select: the newest backup at or before an incident, of a trigger, a size and a type", async () => {
    const env = environmentOf(await start());
    const sample = ["tencentcloud-redis", "--instance-id", "crs-5a4py64p", "--region", "ap-guangzhou"];
    const before = ["--started-before", "2018-09-04T12:52:00+08:00"];
    expect((await command(["latest", ...sample, ...before], env)).out).toBe(
      "2e4127f8-affe-11e8-941e-4846fb00c75d\n",
    );
    const refused = await command(["latest", ...sample, "--triggers", "automatic"], env);
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining("2 trigger manual") });
    const unsized = await command(["latest", ...sample, "--min-size-bytes", "1"], env);
    expect(unsized).toMatchObject({ code: 3, err: expect.stringContaining("2 size unknown") });
    expect((await command(["latest", ...MYSQL, "--types", "full,unknown"], env)).out).toBe("436184134\n");
  });

  it("leave the region to the environment, and win over it", async () => {
    const env = environmentOf(await start(), { TENCENTCLOUD_REGION: "ap-guangzhou" });
    const args = ["latest", "tencentcloud-mysql", "--instance-id", "cdb-c1nl9rpv"];
    expect((await command(args, env)).out).toBe("436184134\n");
    expect(await command([...args, "--region", "ap-beijing"], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining("cdb-c1nl9rpv in ap-beijing"),
    });
    expect(await runCommand(args, environmentOf({ url: "http://127.0.0.1:1" }))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^error: --region: missing.*TENCENTCLOUD_REGION/s),
    });
  });

  it("that judge an answer or shorten it are taken by list, and said to have no effect there", async () => {
    const env = environmentOf(await start());
    const idle = ["--max-age", "1h", "--history", "1", "--no-required"];
    const listed = await command(["list", ...REDIS, ...idle], env);
    expect(listed).toMatchObject({
      code: 0,
      err: "warning: --max-age, --no-required, --history: without effect, because list shows every backup\n",
    });
    expect(await command(["list", ...REDIS], env)).toEqual({ code: 0, out: listed.out, err: "" });
    expect((await command(["list", "--help"])).out).not.toContain("--max-age");
    expect((await command(["latest", "--help"])).out).toContain("--max-age");
  });

  it("with a number that is too large to be exact name it as it was written", async () => {
    expect(await command(["latest", ...REDIS, "--min-size-bytes", "9007199254740993"])).toMatchObject({
      code: 2,
      err: expect.stringContaining('got "9007199254740993", expected a whole number'),
    });
  });
});
