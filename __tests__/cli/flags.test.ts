import { kebabCase } from "../../src/core/argument";
import { listingNamed, listings } from "../../src/vendors";
import { emulators } from "../emulator/running";
import { testKeysInEnvironment } from "../helpers/client";
import { command, environmentOf, runCommand, withFlags } from "./command";

/** What the example of Tencent Cloud MySQL is better with. */
const METHODS = " --methods physical";

const REDIS = ["tencentcloud-redis", "--instance-id", "crs-8kq2v7dn", "--region", "ap-guangzhou"];
const MYSQL = ["tencentcloud-mysql", "--instance-id", "cdb-c1nl9rpv", "--region", "ap-guangzhou"];

/** An instance whose newest backup that can be restored is a logical one, among physical ones. */
const BOTH_METHODS = ["tencentcloud-mysql", "--instance-id", "cdb-7mx4r2te", "--region", "ap-shanghai"];

describe("flags of a lookup", () => {
  const start = emulators();

  it.each(listings.flatMap(({ name }) => ["latest", "list", "check"].map((part) => [part, name] as const)))(
    "fit on one screen of 80 x 30, with a command line that works: %s %s --help",
    async (part, name) => {
      const { code, out, err } = await command([part, name, "--help"]);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      const lines = out.trimEnd().split("\n");
      expect(lines.length).toBeLessThanOrEqual(30);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
      const listing = listingNamed(name);
      const flags = lines.flatMap((line) => /^ (--[\w-]+)/.exec(line)?.[1] ?? []);
      expect(flags.slice(0, 3)).toEqual(["--instance-id", "--region", "--types"]);
      for (const argument of Object.keys(listing.arguments))
        expect(flags).toContain(`--${kebabCase(argument)}`);
      const example = out.slice(
        out.indexOf(`cdktf-backups ${part} ${name} --`),
        out.indexOf("\n --instance-id"),
      );
      const words = [...example.replaceAll("\\\n", "").split(/\s+/).slice(1), "--max-retries", "0"];
      const run = await command(words, {
        ...testKeysInEnvironment,
        BACKUPS_ENDPOINT_URL: "http://127.0.0.1:1",
      });
      expect(run.err + run.out).toContain("127.0.0.1");
    },
  );

  it.each([
    [["help", "tencentcloud-redis"], "Usage: cdktf-backups latest tencentcloud-redis [flags]"],
    [["help", "list", "tencentcloud-redis"], "Usage: cdktf-backups list tencentcloud-redis [flags]"],
    [["help", "check"], "Usage: cdktf-backups check [options] [listing]"],
    [["help"], "Usage: cdktf-backups [options] [command]"],
    [["instances", "alicloud-rds", "--help"], "--region cn-hangzhou\n --region <text> "],
  ])("are shown by %j", async (args, text) => {
    expect(await command(args)).toMatchObject({ code: 0, out: expect.stringContaining(text) });
  });

  it.each([
    [["latest", "tencentcloud-mysql"], "error: --instance-id, --region: missing\n", METHODS],
    [["list", "jdcloud-redis", "--region", "cn-north-1"], "error: --instance-id: missing\n", ""],
    [
      ["check", "alicloud-rds", "--instance-id", "rm-1", "--region", "r"],
      "--warn-age or --max-age: missing",
      "",
    ],
    [
      ["check", "alicloud-rds"],
      "--instance-id, --region, --warn-age or --max-age: missing",
      " --max-age 26h",
    ],
  ])(
    "that are missing are named together, with an example of the listing's: %j",
    async (args, text, more) => {
      const { code, out, err } = await command(args);
      expect(code).toBe(args[0] === "check" ? 3 : 2);
      const { name, example } = listingNamed(String(args[1]));
      expect(out + err).toContain(text);
      expect(out + err).toContain(
        `For example: cdktf-backups ${args[0]} ${name} --instance-id ${example.instanceId} --region ${example.region}${more}`,
      );
    },
  );

  it("do not report the region as missing if the environment has it", async () => {
    const { err } = await command(["latest", "jdcloud-redis"], { JDCLOUD_REGION: "cn-north-1" });
    expect(err).toMatch(/^error: --instance-id: missing\n/);
  });

  it.each([
    ["integer", ["--min-size-bytes", "many"], '--min-size-bytes: got "many", expected a whole number'],
    ["duration", ["--max-age", "3"], '--max-age: got "3", expected a duration such as 26h'],
    [
      "instant",
      ["--started-before", "2026-11-31"],
      '--started-before: got "2026-11-31", expected a time in RFC',
    ],
    ["list of words", ["--types", "full,parital"], "partial, unknown. Did you mean partial?\n"],
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

  it("of lists may come more than once, and are then one list", async () => {
    const env = environmentOf(await start());
    const list = async (...flags: string[]) => {
      const { out } = await command(["list", ...BOTH_METHODS, "--json", ...flags], env);
      const { backups, latest_id } = JSON.parse(out) as {
        backups: { id: string; eligible: boolean }[];
        latest_id: string;
      };
      return { latest_id, backups: backups.map(({ id, eligible }) => ({ id, eligible })) };
    };
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

  it("of a single value may come twice with the same value", async () => {
    const env = environmentOf(await start());
    expect((await command(["latest", ...MYSQL, "--region", "ap-guangzhou"], env)).out).toBe("436184134\n");
  });

  it("name the domain if it makes the address invalid", async () => {
    const env = { ...environmentOf(await start()), BACKUPS_ENDPOINT_URL: "" };
    const flag = await command(["latest", ...REDIS, "--domain", "example.com/x"], env);
    expect([flag.code, flag.err]).toEqual([2, expect.stringContaining("error: --domain: got ")]);
    const variable = await command(["latest", ...REDIS], { ...env, TENCENTCLOUD_DOMAIN: "example com" });
    expect([variable.code, variable.err]).toEqual([
      2,
      expect.stringContaining("error: TENCENTCLOUD_DOMAIN: got "),
    ]);
  });

  it.each([
    [
      ["latest", ...MYSQL, "--base-id", "3"],
      "latest tencentcloud-mysql",
      "--base-id",
      "It is a flag of jdcloud-redis.",
    ],
    [
      ["list", ...MYSQL, "--instnace-id=3"],
      "list tencentcloud-mysql",
      "--instnace-id",
      "Did you mean --instance-id?",
    ],
    [["latest", "--regoin", "r", ...MYSQL], "latest", "--regoin", "Did you mean --region?"],
    [
      ["latest", ...REDIS, "--history", "1"],
      "latest tencentcloud-redis",
      "--history",
      "prints the newest backup alone.",
    ],
    [
      ["list", ...REDIS, "--max-age", "1h"],
      "list tencentcloud-redis",
      "--max-age",
      "list shows every backup.",
    ],
    [
      ["instances", "jdcloud-rds", "--time-zone", "Z"],
      "instances jdcloud-rds",
      "--time-zone",
      "have no times.",
    ],
    [
      ["list", "alicloud-redis", "--domain", "a.example"],
      "list alicloud-redis",
      "--domain",
      "--help shows its flags.",
    ],
    [
      ["latest", ...REDIS, "--file", "f"],
      "latest tencentcloud-redis",
      "--file",
      "works only with --file, without a listing.",
    ],
    [["listings", "--jsno"], "listings", "--jsno", "Did you mean --json?"],
  ])(
    "that a command and a listing do not have are refused, with what to do: %j",
    async (args, where, flag, hint) => {
      const emulator = await start();
      const { code, out, err } = await command(args, environmentOf(emulator));
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(`error: ${flag}: ${where} has no such flag\n`);
      expect(err).toMatch(hint);
      expect(emulator.requests).toEqual([]);
    },
  );

  it.each([
    ["latest", "tencentcloud_mysql"],
    ["list", "backups_tencentcloud_mysql"],
    ["instances", "backups_tencentcloud_mysql_instances"],
    ["check", "TencentCloudMysqlBackups"],
    ["permissions", "Tencent Cloud MySQL"],
    ["help", "tencentcloud-mysq"],
    ["help list", "tencentcloud-mysq"],
  ])("are no matter where the listing is spelt in another way, which is told: %s %s", async (part, word) => {
    const { code, out, err } = await command([...part.split(" "), word]);
    expect(code).toBe(part === "check" ? 3 : 2);
    expect(out + err).toContain("Did you mean tencentcloud-mysql?");
  });

  it.each([
    ["lates", "Did you mean latest?"],
    [
      "tencentcloud-mysql",
      "That is a listing: cdktf-backups latest tencentcloud-mysql --help shows its flags.",
    ],
    ["restore", undefined],
  ])("are no matter of a command that there is not: %s", async (word, hint) => {
    const { code, err } = await command([word]);
    expect(code).toBe(2);
    expect(err).toMatch(`error: <command>: got "${word}", expected one of: latest, list, check, `);
    expect(err.split("\n")[1]).toBe(hint ?? "");
  });

  it("set the zone of Tencent Cloud's times", async () => {
    const env = environmentOf(await start());
    const listed = async (...flags: string[]) =>
      JSON.parse((await command(["latest", ...MYSQL, "--json", ...flags], env)).out).started_at;
    expect(await listed()).toBe("2017-04-29T16:01:29Z");
    expect(await listed("--time-zone", "Z")).toBe("2017-04-30T00:01:29Z");
  });

  it("are not advised if the listing does not have them: a backup of the future at another vendor", async () => {
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

  it("of a zone reach the listing whose times have none", async () => {
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

  it("override the region of the environment", async () => {
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

  it.each(["latest", "list"])("show addresses in JSON only, and %s refuses them elsewhere", async (name) => {
    const env = environmentOf(await start());
    expect(await command([name, ...REDIS, "--show-urls"], env)).toEqual({
      code: 2,
      out: "",
      err: "error: --show-urls: works only with --json\nGive --json, or leave it out.\n",
    });
    expect((await command([name, ...REDIS, "--show-urls", "--json"], env)).code).toBe(0);
  });

  it("with a number that is too large name it as it was written", async () => {
    expect(await command(["latest", ...REDIS, "--min-size-bytes", "9007199254740993"])).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'got "9007199254740993", expected a whole number from 1 to 9007199254740991',
      ),
    });
  });
});
