import { cloudSettings } from "../../src/clouds/settings";
import { kebabCase } from "../../src/core/argument";
import { listings } from "../../src/vendors";
import { emulators } from "../emulator/running";
import { command, environmentOf, runCommand, withFlags } from "./command";

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
    ["setting", ["--timeout", "0"], "--timeout: got 0, expected a whole number from 1 to 86400"],
    [
      "number of attempts",
      ["--max-retries", "101"],
      "--max-retries: got 101, expected a whole number from 0 to 100",
    ],
    ["offset", ["--time-zone", "Asia/Shanghai"], '--time-zone: got "Asia/Shanghai", expected an offset'],
    ["region", ["--region", "ap guangzhou"], '--region: got "ap guangzhou"'],
    ["address", ["--endpoint", "http://example.com"], "plain http is for this machine"],
  ])("are checked: a bad %s is wrong usage and asks nobody", async (_kind, flags, message) => {
    const emulator = await start();
    const { code, out, err } = await command(withFlags(["latest", ...REDIS], flags), environmentOf(emulator));
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

  it.each([
    [
      "latest",
      [...MYSQL, "--instance-id", "cdb-other"],
      '--instance-id: given twice, as "cdb-c1nl9rpv" and as "cdb-other"',
    ],
    [
      "list",
      [...MYSQL, "--started-before", "2026-11-21T02:00:00Z", "--started-before=2026-11-22T02:00:00Z"],
      '--started-before: given twice, as "2026-11-21T02:00:00Z" and as "2026-11-22T02:00:00Z"',
    ],
    [
      "latest",
      [...MYSQL, "--endpoint", "https://me:secret@a.example", "--endpoint", "https://b.example?token=secret"],
      '--endpoint: given twice, as "https://***@a.example" and as "***"',
    ],
    [
      "instances",
      ["jdcloud-rds", "--region", "a", "--region", "b"],
      '--region: given twice, as "a" and as "b"',
    ],
    ["emulate", ["--port", "1", "--port", "2"], '--port: given twice, as "1" and as "2"'],
  ])("that take one value are refused with two: %s %j", async (name, args, message) => {
    const emulator = await start();
    expect(await command([name, ...args], environmentOf(emulator))).toEqual({
      code: 2,
      out: "",
      err: `error: ${message}\nGive it once.\n`,
    });
    expect(emulator.requests).toEqual([]);
  });

  it("that take one value may come twice with the same", async () => {
    const env = environmentOf(await start());
    expect((await command(["latest", ...MYSQL, "--region", "ap-guangzhou"], env)).out).toBe("436184134\n");
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

  it.each([
    ["latest", "jdcloud-redis", "--time-zone", "Z"],
    ["list", "jdcloud-redis", "--time-zone", "Z"],
    ["list", "alicloud-redis", "--domain", "intl.tencentcloudapi.com"],
    ["instances", "jdcloud-redis", "--domain", "intl.tencentcloudapi.com"],
    ["instances", "alicloud-rds", "--time-zone", "Z"],
  ])("of another vendor are refused: %s %s %s", async (name, listing, flag, value) => {
    const emulator = await start();
    const { instanceId, region } = listings.find((one) => one.name === listing)?.example ?? {};
    const where = [
      "--region",
      String(region),
      ...(name === "instances" ? [] : ["--instance-id", String(instanceId)]),
    ];
    expect(await command([name, listing, ...where, flag, value], environmentOf(emulator))).toEqual({
      code: 2,
      out: "",
      err: `error: ${flag}: this listing has no such argument\nLeave it out.\n`,
    });
    expect(emulator.requests).toEqual([]);
  });

  it("name the vendors that have them, where only some do", async () => {
    const help = (await command(["latest", "--help"])).out.replace(/\s+/g, " ");
    const { time_zone, domain } = cloudSettings.tencentcloud;
    expect(help).toContain(`--time-zone <offset> [tencentcloud, jdcloud-rds] ${time_zone?.description}`);
    expect(help).toContain(`--domain <text> [tencentcloud] ${domain?.description}`);
  });

  it("set the zone of Tencent Cloud's times, and have no effect on its instances, which have none", async () => {
    const env = environmentOf(await start());
    const listed = async (...flags: string[]) =>
      JSON.parse((await command(["latest", ...MYSQL, "--json", ...flags], env)).out).started_at;
    expect(await listed()).toBe("2017-04-29T16:01:29Z");
    expect(await listed("--time-zone", "Z")).toBe("2017-04-30T00:01:29Z");
    const args = ["instances", "tencentcloud-mysql", "--region", "ap-guangzhou", "--time-zone", "Z"];
    expect(await command(args, env)).toMatchObject({
      code: 0,
      err: "warning: --time-zone: without effect, because instances have no times\n",
    });
    expect((await command(["instances", "--help"])).out).not.toContain("--time-zone");
  });

  it("are not advised where they would be refused: a backup of the future at another vendor", async () => {
    const place = { instanceId: "redis-1", region: "cn-north-1" };
    const row = {
      baseId: "b-1",
      backupStatus: 2,
      backupStartTime: "2999-01-01T00:00:00Z",
      backupEndTime: "2999-01-01T00:10:00Z",
    };
    const emulator = await start({
      data: { instances: [{ listing: "jdcloud-redis", ...place, backups: [row] }] },
    });
    const args = ["list", "jdcloud-redis", "--instance-id", place.instanceId, "--region", place.region];
    const { out, err } = await command(args, environmentOf(emulator));
    expect(out).toContain("no: starts in the future\n");
    expect(err).toContain("Compare its time with the vendor's console");
    expect(err).not.toContain("zone");
  });

  it("of a zone reach the one listing of a vendor whose times have none", async () => {
    const place = { instanceId: "mysql-1", region: "cn-north-1" };
    const row = { backupId: "b-1", backupStatus: "COMPLETED", backupStartTime: "2026-11-20 00:00:00" };
    const emulator = await start({
      data: { instances: [{ listing: "jdcloud-rds", ...place, backups: [row] }] },
    });
    const args = ["list", "jdcloud-rds", "--instance-id", place.instanceId, "--region", place.region];
    const env = environmentOf(emulator);
    expect((await command(args, env)).out).toContain("2026-11-19T16:00:00Z");
    expect((await command([...args, "--time-zone", "Z"], env)).out).toContain("2026-11-20T00:00:00Z");
    expect(await command([...args, "--time-zone", "Beijing"], env)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--time-zone: got "Beijing"/),
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

  it("that list further backups are taken by latest, and said to have no effect there", async () => {
    const env = environmentOf(await start());
    expect(await command(["latest", ...MYSQL, "--history", "1"], env)).toEqual({
      code: 0,
      out: "436184134\n",
      err: "warning: --history: without effect, because latest prints the newest backup alone\n",
    });
    expect((await command(["latest", "--help"])).out).not.toContain("--history");
  });

  it.each([
    ["latest", ["--history", "1"], "--history"],
    ["latest", ["--show-urls"], "--show-urls"],
    ["list", ["--max-age", "1h"], "--max-age"],
    ["check", ["--max-age", "1h", "--no-required"], "--no-required"],
    ["instances", ["--time-zone", "Z"], "--time-zone"],
  ])("without effect are named also where the lookup fails: %s %j", async (name, flags, idle) => {
    const env = environmentOf(await start(), { TENCENTCLOUD_SECRET_KEY: "wrong-secret-key" });
    const place = name === "instances" ? MYSQL.filter((arg) => !/^--instance-id$|^cdb-/.test(arg)) : MYSQL;
    const { code, err } = await command([name, ...place, ...flags], env);
    expect(code).toBe(name === "check" ? 3 : 5);
    expect(err.split("\n")[0]).toMatch(`warning: ${idle}: without effect, because `);
  });

  it.each(["latest", "list"])("say of addresses that %s shows them in JSON only", async (name) => {
    const env = environmentOf(await start());
    const { code, err } = await command([name, ...REDIS, "--show-urls"], env);
    expect({ code, err }).toEqual({
      code: 0,
      err: "warning: --show-urls: without effect, because addresses are shown with --json only\n",
    });
    expect((await command([name, ...REDIS, "--show-urls", "--json"], env)).err).toBe("");
  });

  it("with a number that is too large to be exact name it as it was written", async () => {
    expect(await command(["latest", ...REDIS, "--min-size-bytes", "9007199254740993"])).toMatchObject({
      code: 2,
      err: expect.stringContaining('got "9007199254740993", expected a whole number'),
    });
  });
});
