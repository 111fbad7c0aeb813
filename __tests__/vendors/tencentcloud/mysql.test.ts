import { listed } from "../../emulator/running";
import { clientOf, refusalOf } from "../../helpers/client";
import { rawServers } from "../../helpers/raw-server";

const start = listed();
const startRaw = rawServers();
const query = { instanceId: "cdb-c1nl9rpv", region: "ap-guangzhou" };
const serve = (...rows: Record<string, unknown>[]) => start({ name: "tencentcloud-mysql", ...query }, rows);

/** The document's own sample, its second backup. */
const sample = {
  BackupId: 436184134,
  Creator: "SYSTEM",
  Date: "2017-04-30 00:01:29",
  FinishTime: "2017-07-23 12:03:42",
  InternetUrl: "http://gz.xxxxxxxxxxxxxxxxx",
  IntranetUrl: "http://gz.yyyyyyyyyyyyyyyyy",
  Name: "ivansqwutestdr_backup_20170430000129",
  Size: 653226,
  Status: "SUCCESS",
  Type: "logical",
};

describe("Tencent Cloud MySQL", () => {
  it("reads the document's sample", async () => {
    const older = { ...sample, BackupId: 12445233, Date: "2017-04-29 00:01:34" };
    const { url } = await serve(older, sample);
    expect((await clientOf(url).lookup("tencentcloud-mysql", query)).latest).toEqual({
      id: "436184134",
      ids: ["436184134"],
      instanceId: "cdb-c1nl9rpv",
      region: "ap-guangzhou",
      status: "succeeded",
      startedAt: "2017-04-29T16:01:29Z",
      finishedAt: "2017-07-23T04:03:42Z",
      consistentFrom: "2017-04-29T16:01:29Z",
      consistentTo: "2017-07-23T04:03:42Z",
      expiresAt: null,
      sizeBytes: 653226,
      type: "unknown",
      method: "logical",
      trigger: "automatic",
      name: "ivansqwutestdr_backup_20170430000129",
      missingShards: [],
      vendor: { Creator: "SYSTEM", Status: "SUCCESS", Type: "logical" },
      downloadUrl: "http://gz.xxxxxxxxxxxxxxxxx",
      internalDownloadUrl: "http://gz.yyyyyyyyyyyyyyyyy",
    });
  });

  it("sends the parameters of the document and no others", async () => {
    const { url, seen } = await startRaw(() => undefined, { behind: await serve() });
    await clientOf(url).lookup("tencentcloud-mysql", { ...query, required: false });
    expect(seen[0]).toMatchObject({
      method: "POST",
      target: "/",
      headers: {
        "x-tc-action": "DescribeBackups",
        "x-tc-version": "2017-03-20",
        "x-tc-region": "ap-guangzhou",
      },
    });
    expect(seen[0]?.json).toEqual({ InstanceId: "cdb-c1nl9rpv", Limit: 100, Offset: 0 });
    expect(seen[0]?.headers.authorization).toContain("/cdb/tc3_request");
  });

  it("uses the snapshot's Date, not the task's times", async () => {
    const { url } = await serve(
      { ...sample, BackupId: 1, Date: "2026-11-01 00:00:00", StartTime: "2026-11-09 00:00:00" },
      { ...sample, BackupId: 2, Date: "2026-11-02 00:00:00", StartTime: "2026-11-02 00:00:00" },
      { ...sample, BackupId: 3, Date: "0000-00-00 00:00:00", StartTime: "2026-11-01 12:00:00" },
    );
    const { backups } = await clientOf(url).lookup("tencentcloud-mysql", query);
    expect(backups.map(({ id, startedAt }) => [id, startedAt])).toEqual([
      ["2", "2026-11-01T16:00:00Z"],
      ["3", "2026-11-01T04:00:00Z"],
      ["1", "2026-10-31T16:00:00Z"],
    ]);
    expect(backups[2]?.vendor.StartTime).toBe("2026-11-09 00:00:00");
  });

  it("chooses the newest one for a clone with methods physical", async () => {
    const { url } = await serve(
      { ...sample, BackupId: 3, Date: "2026-11-03 00:00:00", Type: "logical" },
      { ...sample, BackupId: 2, Date: "2026-11-02 00:00:00", Type: "physical", Method: "full" },
      { ...sample, BackupId: 4, Date: "2026-11-04 00:00:00", Type: "physical", Method: "partial" },
      { ...sample, BackupId: 1, Date: "2026-11-01 00:00:00", Type: "snapshot" },
    );
    const options = { ...query, methods: ["physical", "snapshot"] as const };
    expect((await clientOf(url).lookup("tencentcloud-mysql", options)).backups.map(({ id }) => id)).toEqual([
      "2",
      "1",
    ]);
  });

  it.each([
    [{ Way: "manual", Creator: "SYSTEM" }, "manual"],
    [{ Way: "automatic", Creator: "Uin:1" }, "automatic"],
    [{ Creator: "SYSTEM" }, "automatic"],
    [{ Creator: "Uin:100000000001" }, "manual"],
    [{ Creator: "" }, "unknown"],
    [{ Creator: null, Way: "new" }, "unknown"],
  ])("takes %j for a %s one", async (fields, trigger) => {
    const { url } = await serve({ ...sample, ...fields });
    expect((await clientOf(url).lookup("tencentcloud-mysql", query)).latest?.trigger).toBe(trigger);
  });

  it("prefers the user's name, and keeps the file's", async () => {
    const { url } = await serve({ ...sample, ManualBackupName: "before the release" });
    const { latest } = await clientOf(url).lookup("tencentcloud-mysql", query);
    expect([latest?.name, latest?.vendor.Name]).toEqual(["before the release", sample.Name]);
  });

  it("keeps copies in other regions without their download addresses", async () => {
    const copy = {
      SubBackupId: [9007199254740993n],
      Region: "ap-beijing",
      Url: "https://c.example.com/x?sign=abc",
    };
    const { url } = await serve({ ...sample, RemoteInfo: [copy] });
    const { latest } = await clientOf(url).lookup("tencentcloud-mysql", query);
    expect(latest?.vendor.RemoteInfo).toBe('[{"SubBackupId":[9007199254740993],"Region":"ap-beijing"}]');
  });

  it("reads the zero date of a running task as no end, and an empty size as none", async () => {
    const { url } = await serve({ ...sample, FinishTime: "0000-00-00 00:00:00", Size: "" });
    const { latest } = await clientOf(url).lookup("tencentcloud-mysql", query);
    expect([latest?.finishedAt, latest?.sizeBytes]).toEqual([null, null]);
  });

  it("refuses another instance's backups", async () => {
    const { url } = await serve({ ...sample, InstanceId: "cdb-other" });
    expect((await refusalOf(clientOf(url).lookup("tencentcloud-mysql", query))).code).toBe(
      "invalid-response",
    );
  });
});
