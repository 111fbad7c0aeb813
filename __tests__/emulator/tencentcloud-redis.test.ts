import { askTencent } from "./requests";
import { emulators } from "./running";

const start = emulators();

const rows = Array.from({ length: 25 }, (_, day) => ({
  BackupId: `${678362566696298532848100n + BigInt(day)}`,
  StartTime: `2024-03-${String(day + 1).padStart(2, "0")} 02:00:48`,
  Status: day === 24 ? 1 : day === 0 ? -1 : 2,
  BackupSize: 9223372036854775807n,
}));
const data = () => ({
  instances: [
    { listing: "tencentcloud-redis", instanceId: "crs-test", region: "ap-guangzhou", backups: [...rows] },
  ],
});
const ask = { InstanceId: "crs-test" };

describe("the emulated DescribeInstanceBackups", () => {
  it("lists twenty normal backups by default", async () => {
    const { status, body } = await askTencent(await start({ data: data() }), "redis", ask);
    expect(status).toBe(200);
    expect(body.Response.TotalCount).toBe(23n);
    expect(body.Response.BackupSet).toHaveLength(20);
    expect(body.Response.BackupSet[0].BackupId).toBe("678362566696298532848101");
    expect(body.Response.RequestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("writes integers beyond 2^53 exactly", async () => {
    const { body } = await askTencent(await start({ data: data() }), "redis", ask);
    expect(body.Response.BackupSet[0].BackupSize).toBe(9223372036854775807n);
  });

  it("applies Status, BeginTime and EndTime, both ends included", async () => {
    const emulator = await start({ data: data() });
    const all = await askTencent(emulator, "redis", { ...ask, Status: [1, 2, 3, 4, -1], Limit: 100 });
    expect(all.body.Response.TotalCount).toBe(25n);
    const window = await askTencent(emulator, "redis", {
      ...ask,
      BeginTime: "2024-03-02 02:00:48",
      EndTime: "2024-03-04 02:00:47",
    });
    expect(window.body.Response.BackupSet.map((row: { StartTime: string }) => row.StartTime)).toEqual([
      "2024-03-02 02:00:48",
      "2024-03-03 02:00:48",
    ]);
  });

  it("pages by Limit and Offset", async () => {
    const { body } = await askTencent(await start({ data: data() }), "redis", {
      ...ask,
      Limit: 10,
      Offset: 20,
    });
    expect(body.Response.BackupSet).toHaveLength(3);
  });

  it("takes the parameters of a GET request from the query", async () => {
    const { body } = await askTencent(
      await start({ data: data() }),
      "redis",
      {},
      { method: "GET", query: "InstanceId=crs-test&Limit=5&Status.0=-1&Status.1=1" },
    );
    expect(body.Response.BackupSet.map((row: { Status: bigint }) => row.Status)).toEqual([-1n, 1n]);
  });

  it("names the array as the API's older sample does, for the sample's instance", async () => {
    const { body } = await askTencent(await start(), "redis", { InstanceId: "crs-5a4py64p" });
    expect(body.Response.RedisBackupSet).toHaveLength(2);
    expect(body.Response).not.toHaveProperty("BackupSet");
  });

  it.each([
    [{}, "MissingParameter"],
    [{ ...ask, Limit: 101 }, "InvalidParameter.InvalidParameter"],
    [{ ...ask, Limit: 0 }, "InvalidParameter.InvalidParameter"],
    [{ ...ask, Limit: "10" }, "InvalidParameter"],
    [{ ...ask, Limit: 10, Offset: 5 }, "InvalidParameter.InvalidParameter"],
    [{ ...ask, Status: 2 }, "InvalidParameter.InvalidParameter"],
    [{ ...ask, BeginTime: "2024-03-01T00:00:00Z" }, "InvalidParameter.InvalidParameter"],
    [{ ...ask, BeginTime: "2024-02-30 00:00:00" }, "InvalidParameter.InvalidParameter"],
    [
      { ...ask, BeginTime: "2024-03-01 00:00:00", EndTime: "2024-03-31 00:00:01" },
      "InvalidParameter.InvalidParameter",
    ],
    [
      { ...ask, BeginTime: "2024-03-02 00:00:00", EndTime: "2024-03-01 00:00:00" },
      "InvalidParameter.InvalidParameter",
    ],
    [{ ...ask, Begintime: "2024-03-01 00:00:00" }, "UnknownParameter"],
    [{ InstanceId: "crs-none" }, "ResourceNotFound.InstanceNotExists"],
  ])("refuses %j with %s", async (params, code) => {
    const { status, body } = await askTencent(await start({ data: data() }), "redis", params);
    expect(status).toBe(200);
    expect(body.Response.Error.Code).toBe(code);
  });

  it("accepts a window of exactly 30 days", async () => {
    const { body } = await askTencent(await start({ data: data() }), "redis", {
      ...ask,
      BeginTime: "2024-03-01 00:00:00",
      EndTime: "2024-03-31 00:00:00",
    });
    expect(body.Response.TotalCount).toBe(23n);
  });

  it("does not know an instance in another region", async () => {
    const { body } = await askTencent(await start({ data: data() }), "redis", ask, { region: "ap-beijing" });
    expect(body.Response.Error.Code).toBe("ResourceNotFound.InstanceNotExists");
  });
});
