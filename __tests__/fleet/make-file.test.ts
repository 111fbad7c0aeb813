import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformIterator, TerraformStack, TerraformVariable } from "cdktf";
import { AliCloudRedisBackups, TencentCloudMysqlBackups } from "../../src";
import { parseFleetFile } from "../../src/fleet/file/read-file";
import { operationFor } from "../../src/listings/listing";
import { permissionFor } from "../../src/listings/permission";
import { listings } from "../../src/vendors";
import { command, environmentOf, runCommand } from "../cli/command";
import { emulators } from "../emulator/running";
import { temporaryDirectory } from "../helpers/terraform";

const REGIONS = "tencentcloud:ap-guangzhou,tencentcloud:ap-shanghai,alicloud:cn-hangzhou,jdcloud:cn-north-1";

describe("discover", () => {
  const start = emulators();

  it("writes a readable file with every instance of the regions once", async () => {
    const emulator = await start();
    const { code, out, err } = await command(["discover", "--regions", REGIONS], environmentOf(emulator));
    expect(code).toBe(0);
    const { entries } = parseFleetFile("backups.yaml", out);
    const found = entries.map(({ listing, instanceId, regions }) => `${listing} ${instanceId} ${regions[0]}`);
    const there = emulator.data.instances
      // What is a cluster is listed by another API, and is no instance of the list.
      .filter(({ region, kind }) => REGIONS.includes(`:${region}`) && kind === undefined)
      // A read-only instance has no backups of its own.
      .filter(({ instanceId }) => !instanceId.startsWith("rr-"))
      .map(({ listing, instanceId, region }) => `${listing} ${instanceId} ${region}`);
    expect([...found].sort()).toEqual([...there].sort());
    expect(err).toContain(`${entries.length} instances in 16 of 16 places\n`);
  });

  it("keeps a name with any characters as a name", async () => {
    const name = "on: [x], #1 - 'q' \"";
    const { fileText } = jest.requireActual<typeof import("../../src/fleet/file/file-text")>(
      "../../src/fleet/file/file-text",
    );
    const text = fileText([{ listing: "jdcloud-rds", instance_id: "0123", name, max_age: "1d" }], undefined, [
      "a\nb: c",
    ]);
    expect(parseFleetFile("f", text).entries[0]).toMatchObject({ instanceId: "0123", name });
  });

  it("writes the found instances, reports the failures, and exits with the error", async () => {
    const emulator = await start({ faults: [{ kind: "html", listing: "alicloud-rds" }] });
    const { code, out, err } = await command(
      ["discover", "--regions", REGIONS, "--listings", "alicloud-rds,jdcloud-rds", "--max-retries", "0"],
      environmentOf(emulator),
    );
    expect(code).toBe(1);
    expect(out).toContain("# Not searched: alicloud-rds in cn-hangzhou (");
    expect(parseFleetFile("f", out).entries).toHaveLength(1);
    expect(err).toContain("warning: Alibaba Cloud RDS in cn-hangzhou");
  });

  it("writes no file if every search fails, so that an earlier one stays", async () => {
    const emulator = await start({ faults: [{ kind: "html", listing: "alicloud-rds" }] });
    const path = join(temporaryDirectory(), "backups.yaml");
    const args = ["discover", "--regions", "cn-hangzhou", "--out", path, "--max-retries", "0"];
    writeFileSync(path, "earlier");
    const failed = await command([...args, "--listings", "alicloud-rds"], environmentOf(emulator));
    expect(failed).toMatchObject({ code: 1, out: "" });
    expect(failed.err).toMatch(/^error: Alibaba Cloud RDS in cn-hangzhou/m);
    const noKeys = await command(args, { BACKUPS_METADATA_URL: "none", HOME: "/nowhere" });
    expect(noKeys).toMatchObject({ code: 5, out: "", err: expect.stringContaining("error: ") });
    expect(readFileSync(path, "utf8")).toBe("earlier");
  });

  it("skips vendors without keys and region, unless they are named", async () => {
    const { url } = await start();
    const env = {
      BACKUPS_ENDPOINT_URL: url,
      JDCLOUD_ACCESS_KEY: "emulator-access-key",
      JDCLOUD_SECRET_KEY: "emulator-secret-key",
    };
    const found = await command(["discover", "--regions", "cn-north-1", "--listings", "jdcloud-rds"], env);
    expect([found.code, parseFleetFile("f", found.out).entries.length]).toEqual([0, 1]);
    const named = await command(["discover", "--regions", "cn-north-1", "--listings", "alicloud-rds"], env);
    expect(named.code).toBe(5);
    const none = await command(["discover"], env);
    expect([none.code, none.err]).toEqual([2, expect.stringContaining("--regions: missing")]);
    const wrong = await command(["discover", "--regions", "aws:eu-west-1"], env);
    expect([wrong.code, wrong.err]).toEqual([
      2,
      expect.stringContaining("Vendors: tencentcloud, jdcloud, alicloud."),
    ]);
  });
});

describe("export", () => {
  it("writes an entry for each lookup of each stack, for-each lookups included, and names what it leaves out", async () => {
    const outdir = join(temporaryDirectory(), "cdktf.out");
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "restore");
    const region = "ap-shanghai";
    new TencentCloudMysqlBackups(stack, "orders-db", {
      instanceId: "cdb-1",
      region,
      methods: ["physical"],
      maxAge: "20h",
    });
    const map = TerraformIterator.fromMap({ a: { id: "r-1" }, b: { id: "r-2" } });
    new AliCloudRedisBackups(stack, "caches", {
      forEach: map,
      instanceId: map.getString("id"),
      region: "cn-hangzhou",
      shardCount: 3,
    });
    const list = TerraformIterator.fromList(["cdb-2", "cdb-3"]);
    new TencentCloudMysqlBackups(stack, "more", { forEach: list, instanceId: list.value, region });
    const late = new TerraformVariable(stack, "id", { type: "string" });
    new TencentCloudMysqlBackups(stack, "late", { instanceId: late.stringValue, region });
    new TencentCloudMysqlBackups(new TerraformStack(app, "other"), "orders", { instanceId: "cdb-4", region });
    app.synth();

    const { code, out, err } = await command(["export", outdir]);
    expect(code).toBe(0);
    expect(err).toContain(
      "warning: left out: restore: data.backups_tencentcloud_mysql.late: only Terraform knows its instance",
    );
    const { entries } = parseFleetFile("backups.yaml", out);
    expect(
      entries.map(({ instanceId, name, query, limits }) => [instanceId, name, query, limits.maxAge?.text]),
    ).toEqual([
      ["cdb-4", "orders", {}, "50h"],
      ["cdb-2", "more cdb-2", {}, "50h"],
      ["cdb-3", "more cdb-3", {}, "50h"],
      ["cdb-1", "orders-db", { methods: ["physical"] }, "20h"],
      ["r-1", "caches r-1", { shardCount: 3 }, "50h"],
      ["r-2", "caches r-2", { shardCount: 3 }, "50h"],
    ]);
  });

  it("names lookups at synthesis, whose results do not have the arguments", async () => {
    const outdir = temporaryDirectory();
    const answer = {
      latest_id: "1",
      latest: { instance_id: "cdb-1" },
      backups: [],
      total_count: 1,
      eligible_count: 1,
    };
    writeFileSync(
      join(outdir, "manifest.json"),
      JSON.stringify({ stacks: { restore: { synthesizedStackPath: "cdk.tf.json" } } }),
    );
    writeFileSync(
      join(outdir, "cdk.tf.json"),
      JSON.stringify({ locals: { orders: answer, other: { a: 1 } } }),
    );
    const { code, out, err } = await command(["export", outdir]);
    expect([code, parseFleetFile("f", out).entries]).toEqual([0, []]);
    expect(err.match(/^warning: .*$/gm)).toEqual([
      expect.stringContaining("restore: local.orders: it was made at synthesis"),
    ]);
  });

  it("says what to do if nothing was synthesised", async () => {
    const directory = join(temporaryDirectory(), "none");
    mkdirSync(directory);
    const { code, err } = await command(["export", directory]);
    expect(code).toBe(2);
    expect(err).toMatch(/<directory>: cannot read .*manifest\.json.*\n?.*Run cdktf synth first/s);
    execFileSync("mkfifo", [join(directory, "manifest.json")]);
    expect(await runCommand(["export", directory])).toMatchObject({
      code: 2,
      err: expect.stringContaining("manifest.json is not a regular file"),
    });
  });
});

describe("permissions", () => {
  it("are, for each listing, exactly those of its requests", async () => {
    for (const listing of listings) {
      const { code, out } = await command(["permissions", listing.name]);
      expect(code).toBe(0);
      const actions = (out.match(/"\w+:\w+"/g) ?? []).map((text) => text.slice(1, -1));
      const needed = [...listing.operations, listing.instances].map((operation) =>
        permissionFor(listing, operation),
      );
      expect([...actions].sort()).toEqual([...new Set(needed)].sort());
    }
  });

  it("are, for a file, one policy for each vendor and account, with the operations of its entries", async () => {
    const file = join(temporaryDirectory(), "backups.yaml");
    const lines = [
      "defaults: { max_age: 1d }",
      "instances:",
      "  - { listing: alicloud-mongodb, instance_id: dds-1 }",
      "  - { listing: alicloud-rds, instance_id: rm-1, profile: audit }",
      "  - { listing: jdcloud-redis, instances: all }",
    ];
    writeFileSync(file, `${lines.join("\n")}\n`);
    const { code, out, err } = await command(["permissions", "--file", file]);
    expect(code).toBe(0);
    expect(err.match(/^.*a policy of.*$/gm)).toEqual([
      "JD Cloud, a policy of IAM:",
      "Alibaba Cloud, a policy of RAM:",
      "Alibaba Cloud, a policy of RAM, for the keys of profile audit:",
    ]);
    const mongodb = listings.find(({ name }) => name === "alicloud-mongodb");
    const asked = mongodb && permissionFor(mongodb, operationFor(mongodb, {}));
    expect(out).toContain(`"${asked}"`);
    const others = mongodb?.operations
      .map((operation) => permissionFor(mongodb, operation))
      .filter((name) => name !== asked);
    expect(others?.length).toBeGreaterThan(0);
    for (const other of others ?? []) expect(out).not.toContain(`"${other}"`);
    expect(readFileSync(file, "utf8")).toContain("audit");
  });

  it("need a listing or a file, and not both", async () => {
    expect((await command(["permissions"])).code).toBe(2);
    expect((await command(["permissions", "jdcloud-rds", "--file", "x"])).err).toContain("beside --file");
  });
});
