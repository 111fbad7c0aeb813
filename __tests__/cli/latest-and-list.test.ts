import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { demoInstances } from "../../src/emulator";
import { listings } from "../../src/vendors";
import { emulators } from "../emulator/running";
import { BIN, command, ended, environmentOf, runCommand, startCommand } from "./command";

const SAMPLE = ["tencentcloud-redis", "--instance-id", "crs-5a4py64p", "--region", "ap-guangzhou"];

/** The vendor's own sample backup, as every front end shows it. */
const NEWEST = {
  id: "6cbbf53a-affe-11e8-905b-4846fb00c75d",
  ids: ["6cbbf53a-affe-11e8-905b-4846fb00c75d"],
  instance_id: "crs-5a4py64p",
  region: "ap-guangzhou",
  status: "succeeded",
  started_at: "2018-09-04T04:53:06Z",
  finished_at: null,
  consistent_from: "2018-09-04T04:53:06Z",
  consistent_to: null,
  expires_at: null,
  size_bytes: null,
  type: "full",
  method: "unknown",
  trigger: "manual",
  name: "xxx",
  missing_shards: [],
  vendor: { Status: "2", BackupType: "0", Locked: "0" },
};

describe("latest and list", () => {
  const start = emulators();

  it("print a backup as one JSON document with the words of the Terraform attributes", async () => {
    const { code, out, err } = await command(["latest", ...SAMPLE, "--json"], environmentOf(await start()));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toEqual({ ...NEWEST, warnings: [] });
  });

  it.each(["America/New_York", "Asia/Shanghai", "UTC"])(
    "read Tencent Cloud's 12:51:21 as Beijing time on a machine in %s",
    async (TZ) => {
      const env = environmentOf(await start(), { TZ });
      const { out } = await runCommand(["list", ...SAMPLE, "--json"], env);
      expect(JSON.parse(out).backups.map((backup: typeof NEWEST) => backup.started_at)).toEqual([
        "2018-09-04T04:53:06Z",
        "2018-09-04T04:51:21Z",
      ]);
    },
  );

  it("print a listing as one JSON document with the verdict on each backup", async () => {
    const args = ["list", ...SAMPLE, "--started-before", "2018-09-04T04:52:00Z", "--json"];
    const { out } = await command(args, environmentOf(await start()));
    const reason = "started after 2018-09-04T04:52:00Z";
    expect(JSON.parse(out)).toEqual({
      listing: "tencentcloud-redis",
      instance_id: "crs-5a4py64p",
      region: "ap-guangzhou",
      at: expect.stringMatching(/^20.*Z$/),
      total_count: 2,
      eligible_count: 1,
      latest_id: "2e4127f8-affe-11e8-941e-4846fb00c75d",
      latest: expect.objectContaining({ id: "2e4127f8-affe-11e8-941e-4846fb00c75d", status: "succeeded" }),
      warnings: [
        {
          code: "may-be-later",
          message: expect.stringMatching(/, but its end is unknown: .* after --started-before$/),
          hint: "Give --consistent-before instead to choose a backup without later writes.",
        },
      ],
      backups: [
        { ...NEWEST, age_seconds: expect.any(Number), eligible: false, reason, reason_code: "started-after" },
        expect.objectContaining({
          id: "2e4127f8-affe-11e8-941e-4846fb00c75d",
          eligible: true,
          reason: null,
          reason_code: null,
        }),
      ],
    });
  });

  it("print a listing as a table, newest first, with the reason of each refusal", async () => {
    const args = ["list", "tencentcloud-mysql", "--instance-id", "cdb-c1nl9rpv", "--region", "ap-guangzhou"];
    const flags = ["--started-before", "2017-04-29T00:00:00Z"];
    const { code, out } = await command([...args, ...flags], environmentOf(await start()));
    expect(code).toBe(0);
    expect(out.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["ID", "STARTED", "SIZE", "TYPE", "METHOD", "TRIGGER", "STATUS", "ELIGIBLE"],
      [
        "436184134",
        "2017-04-29T16:01:29Z",
        "637.9 KiB",
        "unknown",
        "logical",
        "automatic",
        "succeeded",
        "no: started after 2017-04-29T00:00:00Z",
      ],
      [
        "12445233",
        "2017-04-28T16:01:34Z",
        "637.9 KiB",
        "unknown",
        "logical",
        "automatic",
        "succeeded",
        "latest",
      ],
      [""],
    ]);
  });

  it("list without an error if nothing is eligible, and say that an empty listing is empty", async () => {
    const emulator = await start();
    const env = environmentOf(emulator);
    const none = await command(["list", ...SAMPLE, "--triggers", "automatic", "--json"], env);
    expect(none.code).toBe(0);
    expect(JSON.parse(none.out)).toMatchObject({ total_count: 2, latest_id: null });
    for (const instance of emulator.data.instances) instance.backups = [];
    expect(await command(["list", ...SAMPLE], env)).toEqual({
      code: 0,
      out: "",
      err: "Tencent Cloud Redis crs-5a4py64p in ap-guangzhou: the listing is empty\n",
    });
    expect(await command(["latest", ...SAMPLE], env)).toMatchObject({
      code: 3,
      out: "",
      err: expect.stringContaining("no eligible backup: the listing is empty"),
    });
  });

  it("warn on stderr of a backup older than --warn-age, and print it all the same", async () => {
    const outcome = await command(["latest", ...SAMPLE, "--warn-age", "7d"], environmentOf(await start()));
    expect(outcome).toMatchObject({ code: 0, out: `${NEWEST.id}\n` });
    expect(outcome.err).toMatch(/^warning: .* older than --warn-age 7d\.\n$/);
  });

  it.each(demoInstances)("find last night's backup of the built-in $listing", async (instance) => {
    const { listing, instanceId, region } = instance;
    const args = [
      "latest",
      listing,
      "--instance-id",
      instanceId,
      "--region",
      region,
      "--max-age",
      "27h",
      "--json",
    ];
    const { code, out } = await command(args, environmentOf(await start()));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      status: "succeeded",
      trigger: "automatic",
      instance_id: instanceId,
    });
  });

  it("do not fail if the reader closes the pipe early", async () => {
    const emulator = await start();
    const instance = emulator.data.instances.find(({ instanceId }) => instanceId === NEWEST.instance_id);
    const row = instance?.backups[0];
    if (!instance || !row) throw new Error(`the built-in data has no ${NEWEST.instance_id}`);
    // More than a pipe holds.
    instance.backups = Array.from({ length: 2000 }, (_, index) => ({ ...row, BackupId: `b-${index}` }));
    const child = startCommand(["list", ...SAMPLE, "--json"], environmentOf(emulator));
    child.stdout?.once("data", () => child.stdout?.destroy());
    let err = "";
    child.stderr?.on("data", (chunk) => {
      err += chunk;
    });
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});

describe("a command without a reader for its output", () => {
  const start = emulators();
  const CHECK = ["check", ...SAMPLE, "--max-age", "1s"];

  it.each([
    ["latest", ["latest", ...SAMPLE], 1],
    ["check, whose 1 would be a warning", CHECK, 3],
  ])("says so in one line: %s, on a full disk", async (_name, args, code) => {
    const { BACKUPS_ENDPOINT_URL: url = "", ...keys } = environmentOf(await start());
    const env = { PATH: process.env.PATH, ...keys };
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [BIN, ...args, "--endpoint", url], {
      env,
      stdio: ["ignore", full, "pipe"],
    });
    closeSync(full);
    expect(await ended(child)).toEqual({
      code,
      out: "",
      err: "error: the output cannot be written: ENOSPC: no space left on device, write\n",
    });
  });

  it("ends with its own exit code if stderr is closed", async () => {
    const child = startCommand(["latest", "nonsense"], environmentOf(await start()));
    child.stderr?.destroy();
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(2);
  });
});

describe("listings", () => {
  it("prints only the names, for a loop of the shell", async () => {
    const names = listings.map(({ name }) => `${name}\n`).join("");
    expect(await command(["listings", "--names"])).toEqual({ code: 0, out: names, err: "" });
    expect(await command(["listings", "--names", "--json"])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("option '--names' cannot be used with option '--json'"),
    });
  });

  it("prints the listings with their names in Terraform and TypeScript", async () => {
    const table = await command(["listings"]);
    expect(table.out.split("\n")[0]).toMatch(/^LISTING +API +TERRAFORM DATA SOURCE$/);
    expect(table.out).toMatch(/^alicloud-redis +Alibaba Cloud Redis +backups_alicloud_redis$/m);
    const facts = JSON.parse((await command(["listings", "--json"])).out);
    expect(facts.map((fact: { listing: string }) => fact.listing)).toEqual(listings.map(({ name }) => name));
    expect(facts.find((fact: { listing: string }) => fact.listing === "jdcloud-redis")).toEqual({
      listing: "jdcloud-redis",
      title: "JD Cloud Redis",
      data_source: "backups_jdcloud_redis",
      arguments: ["start_time", "end_time", "base_id"],
      endpoint_variable: "BACKUPS_ENDPOINT_URL_JDCLOUD_REDIS",
    });
  });
});
