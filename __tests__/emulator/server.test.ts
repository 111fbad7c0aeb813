import { setTimeout } from "node:timers/promises";
import { startEmulator } from "../../src/emulator";
import { askAlicloud, askJdcloud, askTencent } from "./requests";
import { emulators } from "./running";

const start = emulators();

describe("startEmulator", () => {
  it("listens on loopback, on the port that it names", async () => {
    const emulator = await start();
    expect(emulator.url).toBe(`http://127.0.0.1:${emulator.port}`);
    expect((await fetch(emulator.url)).status).toBe(404);
  });

  it("says clearly that a port is taken", async () => {
    const { port } = await start();
    await expect(startEmulator({ port })).rejects.toMatchObject({
      code: "usage",
      argument: "port",
      message: expect.stringContaining("EADDRINUSE"),
    });
  });

  it("closes at once, even while it still owes an answer", async () => {
    const emulator = await startEmulator({ faults: [{ kind: "slow", delayMs: 60_000 }] });
    const answer = askTencent(emulator, "redis", { InstanceId: "crs-5a4py64p" });
    const refused = expect(answer).rejects.toThrow("fetch failed");
    while (emulator.requests[0]?.fault === undefined) await setTimeout(5);
    await emulator.close();
    await refused;
    await expect(fetch(emulator.url)).rejects.toThrow("fetch failed");
  });

  it("records what was asked, and no secret", async () => {
    const emulator = await start();
    await askTencent(emulator, "redis", { InstanceId: "crs-5a4py64p", Limit: 5 });
    await askAlicloud(emulator, {
      InstanceId: "r-none",
      StartTime: "2020-01-01T00:00Z",
      EndTime: "2021-01-01T00:00Z",
    });
    await askJdcloud(emulator, "redis-none", { pageSize: "100" });
    expect(emulator.requests).toMatchObject([
      {
        method: "POST",
        url: "/",
        listing: "tencentcloud-redis",
        action: "DescribeInstanceBackups",
        instanceId: "crs-5a4py64p",
        region: "ap-guangzhou",
        params: { InstanceId: "crs-5a4py64p", Limit: 5 },
        status: 200,
      },
      { listing: "alicloud-redis", instanceId: "r-none", status: 404, refusal: "InvalidInstanceId.NotFound" },
      {
        listing: "jdcloud-redis",
        url: "/v1/regions/cn-north-1/cacheInstance/redis-none/backup?pageSize=100",
        params: { pageSize: "100" },
        status: 404,
        refusal: "NOT_FOUND",
      },
    ]);
    expect(JSON.stringify(emulator.requests)).not.toContain("secret-key");
  });
});
