import { get } from "node:http";
import { setTimeout } from "node:timers/promises";
import { startEmulator } from "../../src/emulator";
import { askAlicloud, askJdcloud, askTencent } from "./requests";
import { emulators } from "./running";

const start = emulators();

/** The status of an answer to a request whose Host header is chosen, which fetch does not allow. */
function statusOf(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });
}

describe("startEmulator", () => {
  it("listens on loopback, on the port that it names", async () => {
    const emulator = await start();
    expect(emulator.url).toBe(`http://127.0.0.1:${emulator.port}`);
    expect((await fetch(emulator.url)).status).toBe(404);
  });

  it.each(["127.0.0.1", "127.9.9.9:80", "localhost:8080", "LOCALHOST", "[::1]:4000"])(
    "answers a request for the host %s",
    async (host) => {
      expect(await statusOf((await start()).port, host)).toBe(404);
    },
  );

  it.each(["pages.example", "127.0.0.1.pages.example", "localhost.pages.example:80", "10.0.0.1", "[::2]"])(
    "refuses a request for the host %s, under which a web page may have reached it",
    async (host) => {
      const emulator = await start();
      expect(await statusOf(emulator.port, host)).toBe(403);
      expect(emulator.requests).toEqual([]);
    },
  );

  it("rejects a body of more than 1 MB, and reads one of exactly 1 MB", async () => {
    const { url } = await start();
    const post = async (bytes: number) =>
      (await fetch(url, { method: "POST", body: "x".repeat(bytes) })).status;
    expect([await post(1_000_000), await post(1_000_001)]).toEqual([404, 413]);
  });

  it("keeps the latest requests, up to a number of bytes", async () => {
    const emulator = await start();
    const post = (body: string) =>
      fetch(emulator.url, {
        method: "POST",
        headers: { "x-tc-action": "DescribeBackups", "x-tc-version": "2017-03-20" },
        body,
      });
    for (let count = 0; count < 10; count++)
      await post(JSON.stringify({ InstanceId: `cdb-${count}`, Filler: "x".repeat(900_000) }));
    expect(emulator.requests.map(({ params }) => params.InstanceId)).toEqual(["cdb-8", "cdb-9"]);
    expect(JSON.stringify(emulator.requests).length).toBeLessThan(2_100_000);
    for (let count = 0; count < 20; count++) await post(JSON.stringify({ InstanceId: `small-${count}` }));
    expect(emulator.requests).toHaveLength(22);
    expect(emulator.requests.at(-1)?.params).toEqual({ InstanceId: "small-19" });
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

  it("records requests without secrets", async () => {
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
