import type { LookupQuery } from "../../../src/client";
import { dataOf, listed } from "../../emulator/running";
import { textsOf } from "../../helpers/backups";
import { clientOf, refusalOf } from "../../helpers/client";
import { rawServers } from "../../helpers/raw-server";

const start = listed();
const startRaw = rawServers();
const now = () => new Date("2026-11-21T12:34:56Z");
const query = { instanceId: "r-bp1zxszhcgatnx", region: "cn-hangzhou" };

const instance = { name: "alicloud-redis", ...query } as const;
const serve = (...rows: Record<string, unknown>[]) => start(instance, rows, { now });

async function lookup(url: string, more: Partial<LookupQuery<"alicloud-redis">> = {}) {
  return await clientOf(url, { now }).lookup("alicloud-redis", { ...query, ...more });
}

/** The newer document's sample. */
const sample = {
  BackupMethod: "Physical",
  EngineVersion: "4.0",
  BackupIntranetDownloadURL: "http://rdsbak-hz-v3.oss-cn-hangzhou-internal.aliyuncs.com/********",
  BackupMode: "Automated",
  BackupSize: 2263040,
  BackupId: 775661111,
  NodeInstanceId: "r-bp12fdcf4dea****",
  BackupDBNames: "all",
  BackupDownloadURL: "http://rdsbak-hz-v3.oss-cn-hangzhou.aliyuncs.com/********",
  BackupEndTime: "2020-10-30T17:31:26Z",
  BackupStartTime: "2020-10-30T17:28:28Z",
  BackupType: "FullBackup",
  BackupStatus: "Success",
};

describe("Alibaba Cloud Redis", () => {
  it("reads the newer document's sample, in which IDs and sizes are numbers", async () => {
    const { url } = await serve(sample);
    expect((await lookup(url)).latest).toEqual({
      id: "775661111",
      ids: ["775661111"],
      instanceId: "r-bp1zxszhcgatnx",
      region: "cn-hangzhou",
      status: "succeeded",
      startedAt: "2020-10-30T17:28:28Z",
      finishedAt: "2020-10-30T17:31:26Z",
      consistentFrom: "2020-10-30T17:28:28Z",
      consistentTo: "2020-10-30T17:31:26Z",
      expiresAt: null,
      sizeBytes: 2263040,
      type: "full",
      method: "physical",
      trigger: "automatic",
      name: null,
      missingShards: [],
      vendor: {
        EngineVersion: "4.0",
        NodeInstanceId: "r-bp12fdcf4dea****",
        BackupDBNames: "all",
        BackupStatus: "Success",
        BackupType: "FullBackup",
        BackupMode: "Automated",
        BackupMethod: "Physical",
      },
      downloadUrl: sample.BackupDownloadURL,
      internalDownloadUrl: sample.BackupIntranetDownloadURL,
    });
  });

  it("reads the older document's sample, in which they are text and the type is Fullbackup", async () => {
    const { url } = await serve({
      BackupId: "187709043",
      BackupDBNames: "all",
      BackupStatus: "Success",
      BackupType: "Fullbackup",
      BackupStartTime: "2017-10-18T10:34:52Z",
      BackupEndTime: "2017-10-18T10:36:06Z",
      BackupMode: "Manual",
      BackupMethod: "Physical",
      BackupDownloadURL: "https://rdsbak-st-v2.oss-cn-shenzhen.aliyuncs.com/x.rdb?Expires=1&Signature=rYyF",
      BackupSize: "1024",
    });
    const { latest } = await lookup(url);
    expect(latest).toMatchObject({
      id: "187709043",
      sizeBytes: 1024,
      type: "full",
      trigger: "manual",
      startedAt: "2017-10-18T10:34:52Z",
    });
    expect(latest?.downloadUrl).toContain("Signature=rYyF");
    expect(JSON.stringify(latest?.vendor)).not.toContain("rYyF");
  });

  it("asks for a window from before the service until tomorrow, which the vendor requires", async () => {
    const { url, seen } = await startRaw(() => undefined, { behind: await serve(sample) });
    await lookup(url);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: "GET",
      path: "/",
      body: "",
      headers: {
        accept: "application/json",
        "x-acs-action": "DescribeBackups",
        "x-acs-version": "2015-01-01",
      },
    });
    expect(seen[0]?.headers).not.toHaveProperty("content-type");
    expect(seen[0]?.query).toEqual({
      InstanceId: "r-bp1zxszhcgatnx",
      RegionId: "cn-hangzhou",
      StartTime: "2010-01-01T00:00Z",
      EndTime: "2026-11-22T12:34Z",
      PageNumber: "1",
      PageSize: "300",
    });
  });

  it("sends every parameter of the documents, IDs of any length exact, and a window in whole minutes with an hour around it", async () => {
    const { url, requests } = await serve(sample);
    await lookup(url, {
      required: false,
      startTime: "2019-03-11T18:00:59+08:00",
      endTime: "2019-03-14T18:00:01Z",
      backupId: "9223372036854775807",
      needAof: true,
    });
    expect(requests[0]?.params).toMatchObject({
      StartTime: "2019-03-11T09:00Z",
      EndTime: "2019-03-14T19:01Z",
      BackupId: "9223372036854775807",
      NeedAof: "1",
    });
    await lookup(url, { needAof: false });
    expect(requests[1]?.params.NeedAof).toBe("0");
  });

  it("keeps a window to the minute, although it reads more", async () => {
    const at = (time: string, BackupId: number) => ({ ...sample, BackupId, BackupStartTime: time });
    const { url } = await serve(
      at("2026-11-20T17:59:59Z", 1),
      at("2026-11-20T18:00:00Z", 2),
      at("2026-11-20T18:59:59Z", 3),
      at("2026-11-20T19:00:00Z", 4),
    );
    const { backups, totalCount } = await lookup(url, {
      startTime: "2026-11-20T18:00:30Z",
      endTime: "2026-11-20T18:59:30Z",
    });
    expect([backups.map(({ id }) => id), totalCount]).toEqual([["3", "2"], 2]);
  });

  it.each([
    ["Success", "FullBackup", "succeeded", "full"],
    ["success", "FULLBACKUP", "succeeded", "full"],
    ["Failed", "IncrementalBackup", "failed", "incremental"],
    ["running", "Fullbackup", "running", "full"],
    ["Weird", "LogBackup", "unknown", "unknown"],
  ])("takes %s and %s for %s and %s", async (BackupStatus, BackupType, status, type) => {
    const { url } = await serve({ ...sample, BackupStatus, BackupType });
    const { verdicts } = await clientOf(url, { now }).examine("alicloud-redis", query);
    expect(verdicts[0]?.backup).toMatchObject({ status, type });
  });
});

describe("a classic cluster", () => {
  const shard = (node: number, at: string, more: object = {}) => ({
    ...sample,
    BackupId: 1000 * Number(at.slice(8, 10)) + node,
    NodeInstanceId: `r-bp1zxszhcgatnx-db-${node}`,
    BackupStartTime: at,
    BackupEndTime: at.replace(":00Z", ":59Z"),
    ExpectExpireTime: `2027-01-0${(node % 3) + 1}T00:00:00Z`,
    BackupSize: 10 + node,
    BackupDownloadURL: `https://oss.example.com/${node}?Signature=x`,
    ...more,
  });

  it("has one backup for all shards of a run, its IDs in the order of the shards", async () => {
    const nodes = [10, 2, 0, 1, 3, 4, 5, 6, 7, 8, 9];
    const rows = nodes.map((node) => shard(node, `2026-11-20T18:0${node % 9}:00Z`));
    const older = nodes.map((node) => shard(node, "2026-11-19T18:00:00Z"));
    const { url } = await serve(...rows, ...older);
    const { latest, totalCount } = await lookup(url);
    expect(totalCount).toBe(2);
    expect(latest).toMatchObject({
      id: "20000,20001,20002,20003,20004,20005,20006,20007,20008,20009,20010",
      ids: Array.from({ length: 11 }, (_, node) => String(20000 + node)),
      status: "succeeded",
      startedAt: "2026-11-20T18:00:00Z",
      finishedAt: "2026-11-20T18:08:59Z",
      expiresAt: "2027-01-01T00:00:00Z",
      sizeBytes: 165,
      missingShards: [],
      downloadUrl: null,
      internalDownloadUrl: null,
    });
    expect(latest?.vendor.Shards).toMatch(/-db-0,.*-db-1,.*-db-2,.*-db-9,r-bp1zxszhcgatnx-db-10$/);
    expect(latest?.vendor.EngineVersion).toBe("4.0");
  });

  it("gives the same sets for any order of rows", async () => {
    const rows = ["2026-11-20T18:00:00Z", "2026-11-20T18:20:00Z", "2026-11-19T18:00:00Z"].flatMap((at) =>
      [0, 1, 2].map((node) => shard(node, at, { BackupId: `${at.slice(8, 16).replace(/\D/g, "")}${node}` })),
    );
    const [forwards, backwards] = [await serve(...rows), await serve(...rows.reverse())];
    expect(await lookup(backwards.url)).toEqual(await lookup(forwards.url));
  });

  it.each([
    ["failed", { BackupStatus: "Failed" }, "1 status failed"],
    ["is still running", { BackupStatus: "running" }, "1 status running"],
    ["has expired", { ExpectExpireTime: "2026-11-21T12:00:00Z" }, "1 expired"],
    ["is not listed", null, "1 incomplete shard set"],
  ])("skips a newer run of which one shard %s", async (_what, change, reason) => {
    const newer = [
      shard(0, "2026-11-20T18:00:00Z"),
      ...(change ? [shard(1, "2026-11-20T18:00:10Z", change)] : []),
    ];
    const whole = [shard(0, "2026-11-19T18:00:00Z"), shard(1, "2026-11-19T18:00:10Z")];
    const { url } = await serve(...newer, ...whole);
    expect((await lookup(url)).latestId).toBe("19000,19001");
    const error = await refusalOf(lookup(url, { startedAfter: "2026-11-20T00:00:00Z" }));
    expect(error.message).toContain(reason);
  });

  it("warns of a newer set after a scale-in, and takes it with shardCount", async () => {
    const before = [0, 1, 2].map((node) => shard(node, "2026-11-19T18:00:00Z"));
    const after = [0, 1].map((node) => shard(node, "2026-11-20T18:00:00Z"));
    const { url } = await serve(...before, ...after);
    const { latestId, warnings } = await lookup(url);
    expect(latestId).toBe("19000,19001,19002");
    expect(textsOf(warnings)).toEqual([
      "A newer backup set of 2026-11-20T18:00:00Z was skipped: it lacks shard r-bp1zxszhcgatnx-db-2. " +
        "If the instance was scaled in, give shardCount, the number of its shards now; if not, a set that lacks a shard is incomplete.",
    ]);
    const counted = await lookup(url, { shardCount: 2 });
    expect([counted.latestId, counted.warnings]).toEqual(["20000,20001", []]);
    const { verdicts } = await clientOf(url, { now }).examine("alicloud-redis", { ...query, shardCount: 2 });
    expect(verdicts[1]).toMatchObject({ eligible: false, reason: "has more than the 2 expected shards" });
  });

  it.each([
    ["one shard without a number before it", [1], "db-0"],
    ["shards with a gap", [0, 2], "db-1"],
  ])("is not whole with %s, although the listing shows no other", async (_what, nodes, missing) => {
    const { url } = await serve(...nodes.map((node) => shard(node, "2026-11-20T18:00:00Z")));
    const { verdicts } = await clientOf(url, { now }).examine("alicloud-redis", query);
    expect(verdicts.map(({ reason }) => reason)).toEqual([`lacks shard r-bp1zxszhcgatnx-${missing}`]);
  });

  it("is complete in a narrowed listing only if two runs have the same shards, or with shardCount", async () => {
    const run = (at: string, nodes: readonly number[]) => nodes.map((node) => shard(node, at));
    const newest = run("2026-11-20T18:00:00Z", [0, 1]);
    const before = run("2026-11-19T18:00:00Z", [0, 1]);
    const window = { startTime: "2026-11-19T00:00:00Z", endTime: "2026-11-21T00:00:00Z" };
    expect((await lookup((await serve(...newest, ...before)).url, window)).latestId).toBe("20000,20001");
    const { url } = await serve(...newest);
    const error = await refusalOf(lookup(url, window));
    expect(error.message).toMatch(/: 1 may lack shards that a listing narrowed to a time does not show$/);
    expect(error.hint).toMatch(/^Give shardCount, .*leave startTime and endTime out/);
    expect((await lookup(url)).latestId).toBe("20000,20001");
    expect((await lookup(url, { ...window, shardCount: 2 })).latestId).toBe("20000,20001");
    const three = await refusalOf(lookup(url, { ...window, shardCount: 3 }));
    expect([three.message, three.hint]).toEqual([
      expect.stringContaining("1 incomplete shard set"),
      expect.stringMatching(/^shardCount must be the number/),
    ]);
    const { warnings } = await lookup(url, { ...window, shardCount: 3, onUnavailable: "warn" });
    expect(textsOf(warnings)).toEqual([expect.stringContaining(". shardCount must be the number")]);
  });

  it("is never the backup of one shard, as listed by backupId", async () => {
    const { url } = await serve(shard(0, "2026-11-20T18:00:00Z"));
    const one = { backupId: "20000" };
    const error = await refusalOf(lookup(url, one));
    expect(error.message).toMatch(/: 1 may lack shards that a listing of one ID does not show$/);
    expect(error.hint).toMatch(/^In a cluster, backupId names one shard's backup: leave it out/);
    expect((await lookup(url, { ...one, shardCount: 1 })).latestId).toBe("20000");
    const two = await refusalOf(lookup(url, { ...one, shardCount: 2 }));
    expect(two.hint).toMatch(/^In a cluster, backupId names one shard's backup: leave it out/);
  });

  it("is not cut by a window that ends between its shards", async () => {
    const [first, second] = [shard(0, "2026-11-20T18:59:58Z"), shard(1, "2026-11-20T19:00:02Z")];
    const server = await serve(first, second);
    const ends = { endTime: "2026-11-20T19:00:00Z", shardCount: 2 };
    expect((await lookup(server.url, ends)).latestId).toBe("20000,20001");
    const begins = { startTime: "2026-11-20T19:00:00Z", shardCount: 2, required: false };
    expect(await lookup(server.url, begins)).toMatchObject({ latestId: null, totalCount: 0 });
  });

  it("does not mix a manual run with the nightly one, or full with incremental rows", async () => {
    const { url } = await serve(
      shard(0, "2026-11-20T18:00:00Z"),
      shard(1, "2026-11-20T18:00:30Z", { BackupMode: "Manual" }),
      shard(0, "2026-11-18T18:00:00Z"),
      shard(1, "2026-11-18T18:00:30Z", { BackupType: "IncrementalBackup" }),
    );
    const error = await refusalOf(lookup(url));
    expect(error.message).toMatch(/4 seen, none eligible: 4 incomplete shard set/);
  });

  it("may be listed with backups from before the instance had shards, but not with another instance's", async () => {
    const whole = shard(0, "2026-11-19T18:00:00Z", { NodeInstanceId: "r-bp1zxszhcgatnx", BackupId: 7 });
    const shards = [0, 1].map((node) => shard(node, "2026-11-20T18:00:00Z"));
    expect((await lookup((await serve(whole, ...shards)).url)).latest?.ids).toHaveLength(2);
    const foreign = shard(0, "2026-11-21T01:00:00Z", { NodeInstanceId: "r-another", BackupId: 8 });
    const error = await refusalOf(lookup((await serve(whole, foreign)).url));
    expect(error.code).toBe("invalid-response");
    expect(error.message).toContain('NodeInstanceId: got "r-another", expected the instance asked for');
  });

  it("sums sizes beyond 2^53 exactly, and has no sum if a size is unknown", async () => {
    const big = [0, 1].map((node) => shard(node, "2026-11-20T18:00:00Z", { BackupSize: 9007199254740991n }));
    expect((await lookup((await serve(...big)).url)).latest?.sizeBytes).toBe(18014398509481982n);
    const [first, second] = big;
    const { url } = await serve({ ...first }, { ...second, BackupSize: null });
    expect((await lookup(url)).latest?.sizeBytes).toBeNull();
  });
});

describe("a cloud-native cluster", () => {
  const backup = (id: string, at: string, more: object = {}) => ({
    ClusterBackupId: id,
    ClusterBackupStatus: "OK",
    ClusterBackupStartTime: at,
    ClusterBackupEndTime: at,
    ClusterBackupMode: "Automated",
    ClusterBackupSize: "2048",
    IsAvail: 1,
    Backups: [
      { BackupId: "1", BackupStatus: "OK", BackupDownloadURL: "https://o.example.com/?Signature=leak" },
    ],
    ...more,
  });
  const cluster = { clusterBackups: true };
  const serveCluster = (...rows: Record<string, unknown>[]) =>
    start(instance, [], { data: dataOf(instance, rows, { kind: "cluster" }), now });

  it("is listed by DescribeClusterBackupList, with a window and a region", async () => {
    const { url, requests } = await serveCluster(backup("cb-1", "2026-11-20T18:00:00Z"));
    const { latest } = await lookup(url, cluster);
    expect(latest).toMatchObject({ id: "cb-1", sizeBytes: 2048, trigger: "automatic", type: "full" });
    expect(JSON.stringify(latest)).not.toContain("leak");
    expect(requests[0]?.action).toBe("DescribeClusterBackupList");
    expect(requests[0]?.params).toEqual({
      InstanceId: "r-bp1zxszhcgatnx",
      RegionId: "cn-hangzhou",
      StartTime: "2010-01-01T00:00Z",
      EndTime: "2026-11-22T12:34Z",
      PageNumber: "1",
      PageSize: "30",
    });
  });

  it("skips backups that are running, failed, not available, or have a failed shard", async () => {
    const { url } = await serveCluster(
      backup("cb-good", "2026-11-16T18:00:00"),
      backup("cb-running", "2026-11-17T18:00:00Z", { ClusterBackupStatus: "RUNNING" }),
      backup("cb-failed", "2026-11-18T18:00:00Z", { ClusterBackupStatus: "Failed" }),
      backup("cb-gone", "2026-11-19T18:00:00Z", { IsAvail: 0 }),
      backup("cb-false", "2026-11-19T19:00:00Z", { IsAvail: false }),
      backup("cb-shard", "2026-11-20T18:00:00Z", {
        Backups: [{ BackupStatus: "OK" }, { BackupStatus: "ERROR" }],
      }),
    );
    const { latest, totalCount } = await lookup(url, cluster);
    expect([latest?.id, latest?.startedAt, totalCount]).toEqual(["cb-good", "2026-11-16T18:00:00Z", 6]);
  });

  it.each([
    ["RUNNING", "running"],
    ["Recycled", "unknown"],
  ])("skips a set with a shard of status %s, whatever the set's own status says", async (word, status) => {
    const { url } = await serveCluster(
      backup("cb-good", "2026-11-16T18:00:00Z"),
      backup("cb-shard", "2026-11-17T18:00:00Z", {
        Backups: [{ BackupStatus: "OK" }, { BackupStatus: word }],
      }),
    );
    const asked = { ...query, ...cluster };
    const { latest, verdicts } = await clientOf(url, { now }).examine("alicloud-redis", asked);
    expect([latest?.id, verdicts[0]?.backup.status]).toEqual(["cb-good", status]);
  });

  it("is read to its end although the API gives no total", async () => {
    const rows = Array.from({ length: 70 }, (_, index) =>
      backup(`cb-${index}`, `2026-1${index % 2}-20T18:00:${10 + (index % 50)}Z`),
    );
    const { url } = await serveCluster(...rows);
    expect((await lookup(url, cluster)).totalCount).toBe(70);
  });

  it("is an error, not an empty listing, if the list is missing", async () => {
    const { url } = await startRaw(() => ({ json: { RequestId: "r", MaxResults: 0 } }));
    expect((await refusalOf(lookup(url, { ...cluster, required: false }))).code).toBe("invalid-response");
  });
});

it("a shard without an ID or a time makes its set not eligible, with the reason, and a complete older set is chosen", async () => {
  const { instanceId } = query;
  const shard = (run: string, number: number, more: object = {}) => ({
    BackupId: `${run}${number}`,
    BackupStatus: "Success",
    BackupStartTime: `2026-11-${run}T18:00:0${number}Z`,
    BackupType: "FullBackup",
    BackupMode: "Automated",
    NodeInstanceId: `${instanceId}-db-${number}`,
    ...more,
  });
  const whole = [shard("18", 0), shard("18", 1)];
  for (const [more, reason, id] of [
    [{ BackupId: 0 }, "no ID", "200"],
    [{ BackupId: "a\u200bb" }, "unreadable ID", ""],
    [{ BackupStartTime: null }, "lacks shard r-bp1zxszhcgatnx-db-1", "200"],
  ] as const) {
    const rows = [shard("20", 0), shard("20", 1, more), ...whole];
    const { url } = await serve(...rows);
    const asked = clientOf(url, { now }).examine("alicloud-redis", query);
    if (id === "") {
      expect((await refusalOf(asked)).message).toContain('Backups.Backup[].BackupId: got "a\\u{200b}b"');
      continue;
    }
    const { latest, verdicts, warnings } = await asked;
    expect([latest?.id, verdicts[0]?.backup.id, verdicts[0]?.reason]).toEqual(["180,181", id, reason]);
    expect(textsOf(warnings)[0]).toMatch(/^A newer backup(?: set)? of 2026-11-20T18:00:00Z was skipped: it /);
  }
});
