import { listed } from "../../emulator/running";
import { clientOf, refusalOf } from "../../helpers/client";
import { rawServers } from "../../helpers/raw-server";

const start = listed();
const startRaw = rawServers();
const query = { instanceId: "redis-3o8iyrvzp7", region: "cn-north-1" };
const serve = (...rows: Record<string, unknown>[]) => start({ name: "jdcloud-redis", ...query }, rows);

const row = {
  baseId: "0f3f2d0c-1111-2222-3333-444455556666",
  backupFileName: "redis-3o8iyrvzp7-1.rdb",
  cacheInstanceId: "redis-3o8iyrvzp7",
  backupStartTime: "2026-11-20T18:12:00Z",
  backupEndTime: "2026-11-20T18:14:00Z",
  backupType: 1,
  backupSize: 9007199254740993n,
  backupStatus: 2,
  backupDownloadURL: "https://s3.example.com/x.rdb?Signature=secret",
};

describe("JD Cloud Redis", () => {
  it("reads every field of the document", async () => {
    const { url } = await serve({ ...row, backupShardNum: 2 });
    expect((await clientOf(url).lookup("jdcloud-redis", query)).latest).toEqual({
      id: "0f3f2d0c-1111-2222-3333-444455556666",
      ids: ["0f3f2d0c-1111-2222-3333-444455556666"],
      instanceId: "redis-3o8iyrvzp7",
      region: "cn-north-1",
      status: "succeeded",
      startedAt: "2026-11-20T18:12:00Z",
      finishedAt: "2026-11-20T18:14:00Z",
      consistentFrom: "2026-11-20T18:12:00Z",
      consistentTo: "2026-11-20T18:14:00Z",
      expiresAt: null,
      sizeBytes: 9007199254740993n,
      type: "full",
      method: "unknown",
      trigger: "manual",
      name: "redis-3o8iyrvzp7-1.rdb",
      missingShards: [],
      vendor: { backupType: "1", backupStatus: "2", backupShardNum: "2" },
      downloadUrl: "https://s3.example.com/x.rdb?Signature=secret",
      internalDownloadUrl: null,
    });
  });

  it("requests the path of region and instance, with only its page by default", async () => {
    const { url, seen } = await startRaw(() => undefined, { behind: await serve(row) });
    expect((await clientOf(url).lookup("jdcloud-redis", query)).latestId).toBe(row.baseId);
    expect(seen[0]).toMatchObject({
      method: "GET",
      path: "/v1/regions/cn-north-1/cacheInstance/redis-3o8iyrvzp7/backup",
      query: { pageNumber: "1", pageSize: "100" },
    });
    expect(Object.keys(seen[0]?.query ?? {})).toHaveLength(2);
    expect(seen[0]?.headers.authorization).toContain("/cn-north-1/redis/jdcloud2_request");
  });

  it("sends startTime, endTime and baseId as documented", async () => {
    const { url, requests } = await serve({ ...row, baseId: "a*(1)!" });
    const { latestId } = await clientOf(url).lookup("jdcloud-redis", {
      ...query,
      startTime: "2026-11-20T08:00:00+08:00",
      endTime: "2026-11-22T00:00:00Z",
      baseId: "a*(1)!",
    });
    expect(latestId).toBe("a*(1)!");
    expect(requests[0]?.params).toEqual({
      startTime: "2026-11-20T00:00:00Z",
      endTime: "2026-11-22T00:00:00Z",
      baseId: "a*(1)!",
      pageNumber: "1",
      pageSize: "100",
    });
    expect(requests[0]?.url).toContain("baseId=a%2A%281%29%21");
  });

  it.each([
    [0, "running"],
    [1, "failed"],
    [2, "succeeded"],
    ["2", "succeeded"],
    [3, "unknown"],
  ])("takes status %j for %s", async (backupStatus, status) => {
    const { url } = await serve({ ...row, backupStatus });
    const { verdicts } = await clientOf(url).examine("jdcloud-redis", query);
    expect(verdicts[0]?.backup.status).toBe(status);
  });

  it("takes type 0 for an automatic one, and a missing type for an unknown one", async () => {
    const { url } = await serve({ ...row, backupType: 0 }, { ...row, baseId: "2", backupType: null });
    const { backups } = await clientOf(url).lookup("jdcloud-redis", query);
    expect(backups.map(({ trigger }) => trigger).sort()).toEqual(["automatic", "unknown"]);
  });

  it("refuses another instance's backups", async () => {
    const { url } = await serve({ ...row, cacheInstanceId: "redis-other" });
    const error = await refusalOf(clientOf(url).lookup("jdcloud-redis", query));
    expect(error.message).toContain('cacheInstanceId: got "redis-other"');
  });

  it.each(["..", "a/b", "a/../../b", ".hidden", "a?b", "a%2fb"])(
    "rejects an instance ID of %j, which would change the path",
    async (instanceId) => {
      const { url, requests } = await serve(row);
      const error = await refusalOf(clientOf(url).lookup("jdcloud-redis", { ...query, instanceId }));
      expect([error.code, error.argument, requests.length]).toEqual(["usage", "instanceId", 0]);
    },
  );

  it("requests no page shorter than allowed, even if the total is higher than the rows", async () => {
    const { url, seen } = await startRaw(({ query: { pageNumber } }) => ({
      json: { requestId: "1", result: { backups: pageNumber === "1" ? [row] : [], totalCount: 2 } },
    }));
    expect((await refusalOf(clientOf(url).lookup("jdcloud-redis", query))).code).toBe("invalid-response");
    expect(new Set(seen.map((request) => request.query.pageSize))).toEqual(new Set(["100"]));
  });
});
