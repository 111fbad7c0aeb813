import type { LookupQuery } from "../../../src/client";
import type { CloudSettings } from "../../../src/clouds/cloud";
import { dataOf, listed } from "../../emulator/running";
import { clientOf, refusalOf } from "../../helpers/client";
import { rawServers } from "../../helpers/raw-server";

const start = listed();
const startRaw = rawServers();
const now = () => new Date("2026-11-21T12:00:00Z");
const instance = { name: "tencentcloud-redis", instanceId: "crs-5a4py64p", region: "ap-guangzhou" } as const;

async function lookup(
  rows: readonly Record<string, unknown>[],
  more: Partial<LookupQuery<"tencentcloud-redis">> = {},
  settings: CloudSettings = {},
) {
  const { url, requests } = await start(instance, rows, { now });
  return { requests, result: lookupAt(url, more, settings) };
}

function lookupAt(
  url: string,
  more: Partial<LookupQuery<"tencentcloud-redis">> = {},
  settings: CloudSettings = {},
) {
  const { name, ...named } = instance;
  return clientOf(url, { now }, settings).lookup(name, { ...named, required: false, ...more });
}

/** The document's own sample. */
const sample = [
  {
    StartTime: "2018-09-04 12:51:21",
    BackupId: "2e4127f8-affe-11e8-941e-4846fb00c75d",
    BackupType: "0",
    Status: 2,
    Remark: "For testing",
    Locked: 0,
  },
  {
    StartTime: "2018-09-04 12:53:06",
    BackupId: "6cbbf53a-affe-11e8-905b-4846fb00c75d",
    BackupType: "0",
    Status: 2,
    Remark: "xxx",
    Locked: 0,
  },
];

describe("Tencent Cloud Redis", () => {
  it.each(["BackupSet", "RedisBackupSet"] as const)(
    "reads the document's sample, under the name of %s",
    async (responseField) => {
      const { url } = await start(instance, [], { data: dataOf(instance, sample, { responseField }), now });
      const { latest, backups, totalCount } = await lookupAt(url);
      expect(latest).toEqual({
        id: "6cbbf53a-affe-11e8-905b-4846fb00c75d",
        ids: ["6cbbf53a-affe-11e8-905b-4846fb00c75d"],
        instanceId: "crs-5a4py64p",
        region: "ap-guangzhou",
        status: "succeeded",
        startedAt: "2018-09-04T04:53:06Z",
        finishedAt: null,
        consistentFrom: "2018-09-04T04:53:06Z",
        consistentTo: null,
        expiresAt: null,
        sizeBytes: null,
        type: "full",
        method: "unknown",
        trigger: "manual",
        name: "xxx",
        missingShards: [],
        vendor: { BackupType: "0", Status: "2", Locked: "0" },
        downloadUrl: null,
        internalDownloadUrl: null,
      });
      expect(backups.map(({ startedAt }) => startedAt)).toEqual([
        "2018-09-04T04:53:06Z",
        "2018-09-04T04:51:21Z",
      ]);
      expect(totalCount).toBe(2);
    },
  );

  it("requests all states, because the API lists only one by default", async () => {
    const { url, seen } = await startRaw(() => undefined, { behind: await start(instance, [], { now }) });
    await lookupAt(url);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: "POST",
      target: "/",
      json: { InstanceId: "crs-5a4py64p", Limit: 100, Offset: 0, Status: [1, 2, 3, 4, -1, -2] },
      headers: {
        "content-type": "application/json",
        "x-tc-action": "DescribeInstanceBackups",
        "x-tc-version": "2018-04-12",
        "x-tc-region": "ap-guangzhou",
      },
    });
    expect(Object.keys(seen[0]?.json ?? {}).sort()).toEqual(["InstanceId", "Limit", "Offset", "Status"]);
    expect(seen[0]?.headers.authorization).toContain("/redis/tc3_request");
  });

  it("sends BeginTime, EndTime and Status as documented, in Beijing time", async () => {
    const { result, requests } = await lookup([], {
      beginTime: "2018-09-01T00:00:00Z",
      endTime: "2018-09-04 12:51:21",
      status: [2, -1],
    });
    await result;
    expect(requests[0]?.params).toMatchObject({
      BeginTime: "2018-09-01 08:00:00",
      EndTime: "2018-09-04 12:51:21",
      Status: [2, -1],
    });
  });

  it("sends only EndTime if no begin is given", async () => {
    const { result, requests } = await lookup([], { endTime: "2018-09-04 12:51:21" });
    await result;
    expect(requests[0]?.params.EndTime).toBe("2018-09-04 12:51:21");
    expect(requests[0]?.params).not.toHaveProperty("BeginTime");
  });

  it("splits a window of more than 30 days, and counts a backup on the border once", async () => {
    const onBorder = { StartTime: "2026-01-31 00:00:00", BackupId: "border", Status: 2 };
    const { result, requests } = await lookup([onBorder], {
      beginTime: "2026-01-01 00:00:00",
      endTime: "2026-03-05 10:00:00",
    });
    expect((await result).totalCount).toBe(1);
    expect(requests.map(({ params }) => [params.BeginTime, params.EndTime]).sort()).toEqual([
      ["2026-01-01 00:00:00", "2026-01-31 00:00:00"],
      ["2026-01-31 00:00:00", "2026-03-02 00:00:00"],
      ["2026-03-02 00:00:00", "2026-03-05 10:00:00"],
    ]);
  });

  it.each([
    ["refused where it is in two states", (_reading: number) => 1, undefined],
    [
      "read once more where it has changed between two parts",
      (reading: number) => (reading === 0 ? 1 : 2),
      "border",
    ],
  ])("splits a window, and a backup on the border is %s", async (_what, laterState, found) => {
    const readings = { early: 0, late: 0 };
    const { url } = await startRaw(({ json }) => {
      const early = json.BeginTime === "2026-01-01 00:00:00";
      const Status = early ? 2 : laterState(readings.late);
      readings[early ? "early" : "late"]++;
      const rows = [{ StartTime: "2026-01-31 00:00:00", BackupId: "border", Status }];
      return { json: { Response: { TotalCount: 1, BackupSet: rows } } };
    });
    const result = lookupAt(url, { beginTime: "2026-01-01 00:00:00", endTime: "2026-02-05 10:00:00" });
    if (found) {
      expect((await result).latestId).toBe(found);
    } else {
      const error = await refusalOf(result);
      expect(error.code).toBe("invalid-response");
      expect(error.message).toContain("border is listed twice, in different states, in each of two readings");
      expect(error.hint).toContain("run it again");
    }
    expect(readings).toEqual({ early: 2, late: 2 });
  });

  it("ends a window that has only a begin a little after now", async () => {
    const { result, requests } = await lookup([], { beginTime: "2026-11-20T12:00:00Z" });
    await result;
    expect(requests.map(({ params }) => [params.BeginTime, params.EndTime])).toEqual([
      ["2026-11-20 20:00:00", "2026-11-21 21:00:00"],
    ]);
  });

  it.each([
    [1, "running"],
    [2, "succeeded"],
    [3, "running"],
    [4, "succeeded"],
    [-1, "expired"],
    [-2, "deleted"],
    [9, "unknown"],
    ["4", "succeeded"],
  ])("takes status %j for %s", async (Status, status) => {
    // The emulator hides states that are not requested, such as undocumented ones.
    const rows = [{ ...sample[0], Status }];
    const { url } = await startRaw(() => ({ json: { Response: { TotalCount: 1, BackupSet: rows } } }));
    const { name, ...named } = instance;
    const { verdicts } = await clientOf(url).examine(name, named);
    expect(verdicts.map(({ backup }) => backup.status)).toEqual([status]);
    expect(verdicts[0]?.eligible).toBe(status === "succeeded");
  });

  it("reads the fields of the current SDK, and triggers in every spelling", async () => {
    const row = {
      ...sample[0],
      BackupSize: 3_200_000_000,
      EndTime: "2018-09-04 13:00:00",
      ExpireTime: "2038-09-04 13:00:00",
      InstanceId: "crs-5a4py64p",
      Region: "ap-guangzhou",
      FileType: "RDB-Redis 6.2",
    };
    const types = ["0", 1, "2", "systemBackupInstance", "manualBackupInstance", "7", null];
    const rows = types.map((BackupType, index) => ({ ...row, BackupType, BackupId: String(index + 1) }));
    const { result } = await lookup(rows);
    const { backups } = await result;
    expect(backups.map(({ trigger }) => trigger).reverse()).toEqual([
      "manual",
      "automatic",
      "automatic",
      "automatic",
      "manual",
      "unknown",
      "unknown",
    ]);
    expect(backups[0]).toMatchObject({
      sizeBytes: 3_200_000_000,
      finishedAt: "2018-09-04T05:00:00Z",
      expiresAt: "2038-09-04T05:00:00Z",
      vendor: { FileType: "RDB-Redis 6.2" },
    });
    expect(backups[0]?.vendor).not.toHaveProperty("InstanceId");
  });

  it("never chooses a backup after its ExpireTime", async () => {
    const { result } = await lookup([{ ...sample[0] }, { ...sample[1], ExpireTime: "2026-11-21 20:00:00" }]);
    expect((await result).latestId).toBe("2e4127f8-affe-11e8-941e-4846fb00c75d");
  });

  it("refuses another instance's backups", async () => {
    const { result } = await lookup([{ ...sample[0], InstanceId: "crs-other" }]);
    const error = await refusalOf(result);
    expect(error.code).toBe("invalid-response");
    expect(error.message).toContain(
      'InstanceId: got "crs-other", expected the instance asked for, crs-5a4py64p',
    );
  });

  it("reads and writes times in another zone if the settings have one", async () => {
    const { result, requests } = await lookup(
      sample,
      { beginTime: "2018-09-01T00:00:00Z", endTime: "2018-09-05 00:00:00" },
      { timeZone: "Z" },
    );
    expect((await result).latest?.startedAt).toBe("2018-09-04T12:53:06Z");
    expect(requests[0]?.params).toMatchObject({
      BeginTime: "2018-09-01 00:00:00",
      EndTime: "2018-09-05 00:00:00",
    });
  });

  it("rejects a zone that is not an offset", async () => {
    const { result } = await lookup(sample, {}, { timeZone: "Asia/Shanghai" });
    expect((await refusalOf(result)).message).toBe(
      'timeZone: got "Asia/Shanghai", expected an offset from UTC such as +08:00 or Z',
    );
  });
});
