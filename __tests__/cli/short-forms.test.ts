import { checkQuery } from "../../src/lookup/query";
import { listingNamed } from "../../src/vendors";
import { emulators } from "../emulator/running";
import { withoutRateLimit } from "../helpers/unlimited";
import { command, environmentOf } from "./command";

withoutRateLimit();

const MYSQL = ["tencentcloud-mysql", "cdb-7mx4r2te", "--region", "ap-shanghai"];

describe("a command line", () => {
  const start = emulators();

  it("takes the instance after the listing, and rejects a second one", async () => {
    const env = environmentOf(await start());
    const long = ["tencentcloud-mysql", "--instance-id", "cdb-7mx4r2te", "--region", "ap-shanghai"];
    expect(await command(["latest", ...MYSQL], env)).toEqual(await command(["latest", ...long], env));
    expect(await command(["check", ...MYSQL, "--max-age", "9d"], env)).toMatchObject({ code: 0 });
    expect(await command(["latest", ...MYSQL, "--instance-id", "cdb-c1nl9rpv"], env)).toEqual({
      code: 2,
      out: "",
      err: 'error: --instance-id: given twice, as "cdb-7mx4r2te" and as "cdb-c1nl9rpv"\nGive it once.\n',
    });
  });

  it("takes times as dates and as ages", async () => {
    const env = environmentOf(await start());
    const reasons = async (...flags: readonly string[]) => {
      const { out } = await command(["list", ...MYSQL, "--json", ...flags], env);
      const backups: readonly {
        readonly started_at: string;
        readonly reason: string | null;
        readonly eligible: boolean;
      }[] = JSON.parse(out).backups;
      return backups;
    };
    const week = Date.now() - 7 * 86_400_000;
    const byAge = await reasons("--started-before", "7d");
    for (const { started_at, eligible } of byAge.filter(({ eligible }) => eligible))
      expect({ eligible, isOld: Date.parse(started_at) <= week }).toEqual({ eligible: true, isOld: true });
    expect(byAge.filter(({ eligible }) => eligible).length).toBeGreaterThan(3);
    expect(byAge.filter(({ reason }) => reason?.startsWith("started after ")).length).toBeGreaterThan(3);
    const day = new Date(week).toISOString().slice(0, 10);
    const of = async (time: string) =>
      (await reasons("--started-before", time)).map(({ started_at, reason }) => [started_at, reason]);
    const byDate = await of(day);
    expect(byDate.map(([, reason]) => reason)).toContain(`started after ${day}T00:00:00Z`);
    expect(byDate).toEqual(await of(`${day}T00:00:00Z`));
    for (const wrong of ["2026-02-30", "yesterday", "99999999999d", "2026-11-21T02:00:00"]) {
      expect(await command(["list", ...MYSQL, "--consistent-before", wrong], env)).toEqual({
        code: 2,
        out: "",
        err: `error: --consistent-before: got "${wrong}", expected a time in RFC 3339 with its offset, such as 2026-11-21T02:00:00Z, a date such as 2026-11-21 (its midnight in UTC), or an age such as 7d\n`,
      });
    }
  });

  it("takes dates and ages, unlike Terraform, where an age would be another time in every plan", () => {
    const listing = listingNamed("tencentcloud-mysql");
    for (const consistentBefore of ["7d", "2026-11-21"])
      expect(() => checkQuery(listing, { instanceId: "cdb-7mx4r2te", consistentBefore })).toThrow(
        "expected a time in RFC 3339 with its offset",
      );
  });

  it("limits a list, and rejects anything but a number", async () => {
    const env = environmentOf(await start());
    const { out, err } = await command(["list", ...MYSQL, "--limit", "2"], env);
    expect(out.trimEnd().split("\n")).toHaveLength(3);
    expect(err).toMatch(/^36 older backups are not shown, among them the latest restorable one, \d+\./);
    const json = JSON.parse((await command(["list", ...MYSQL, "--limit", "2", "--json"], env)).out);
    expect({ total: json.total_count, backups: json.backups.length }).toEqual({ total: 38, backups: 2 });
    for (const wrong of ["0", "-1", "2.5", "all"])
      expect(await command(["list", ...MYSQL, "--limit", wrong], env)).toMatchObject({
        code: 2,
        err: expect.stringMatching(`--limit: got "?${wrong}"?, expected a whole number from 1 to 999999999`),
      });
  });
});

describe("instances of several regions", () => {
  const start = emulators();

  it("are one list, with the result of each region", async () => {
    const emulator = await start();
    const env = environmentOf(emulator);
    const { code, out } = await command(
      ["instances", "alicloud-redis", "--regions", "cn-hangzhou,cn-zhangjiakou,cn-beijing", "--json"],
      env,
    );
    expect(code).toBe(0);
    const { regions, failures, instances } = JSON.parse(out);
    expect({ regions, failures }).toEqual({
      regions: ["cn-hangzhou", "cn-zhangjiakou", "cn-beijing"],
      failures: [],
    });
    const found = new Set(instances.map(({ region }: { readonly region: string }) => region));
    expect([...found]).toEqual(["cn-hangzhou", "cn-zhangjiakou"]);
    const all = await command(["instances", "alicloud-redis", "--all-regions"], env);
    expect(all).toMatchObject({ code: 0, err: "" });
    expect(all.out).toContain("r-8vb5k0ry7wgd2nah");
  });

  it("show a region that fails together with the others", async () => {
    const env = environmentOf(await start());
    const args = ["instances", "alicloud-redis", "--regions", "cn-hangzhou,cn-nowhere"];
    const { code, out, err } = await command(args, env);
    expect(code).toBe(2);
    expect(out).toContain("r-bp1w8ynd3h5tq0zk");
    expect(err).toContain("cn-nowhere");
    expect(JSON.parse((await command([...args, "--json"], env)).out).failures).toEqual([
      { region: "cn-nowhere", code: "usage", message: expect.stringContaining("cn-nowhere") },
    ]);
    const none = await command(["instances", "alicloud-redis", "--regions", "xx-one,xx-two"], env);
    expect(none).toMatchObject({ code: 2, out: "", err: expect.stringContaining("xx-one") });
    expect(await command([...args, "--all-regions"], env)).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("option '--regions <list>' cannot be used with option '--all-regions'"),
    });
  });
});
