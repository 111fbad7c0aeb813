import { demoCredentials, demoInstances, type Emulator } from "../../src/emulator";
import { emulators } from "../emulator/running";

interface RedisService {
  describeBackups(
    options: Record<string, unknown>,
    region: string,
  ): Promise<{ result: { totalCount: number; backups: { baseId: string }[] } }>;
}
const sdk = require("jdcloud-sdk-js/src/lib/core") as { config: { logger: () => void } };
const Redis = require("jdcloud-sdk-js/src/services/redis") as new (config: object) => RedisService;

beforeAll(() => {
  // Otherwise the SDK prints every request, its signature included, to stdout.
  sdk.config.logger = () => {};
});

const start = emulators();

const { instanceId = "", region = "" } =
  demoInstances.find(({ listing }) => listing === "jdcloud-redis") ?? {};

function client(emulator: Emulator, keys: { accessKey: string; secretKey: string } = demoCredentials) {
  return new Redis({
    credentials: { accessKeyId: keys.accessKey, secretAccessKey: keys.secretKey },
    regionId: region,
    endpoint: { host: `127.0.0.1:${emulator.port}`, protocol: "http" },
  });
}

describe("jdcloud-sdk-js, pointed at the emulator", () => {
  it("pages through the backups", async () => {
    const redis = client(await start());
    const ids = new Set<string>();
    let total = 1;
    for (let pageNumber = 1; (pageNumber - 1) * 10 < total; pageNumber++) {
      const { result } = await redis.describeBackups(
        { cacheInstanceId: instanceId, pageNumber, pageSize: 10 },
        region,
      );
      total = result.totalCount;
      for (const row of result.backups) ids.add(row.baseId);
    }
    expect(ids.size).toBe(total);
    expect(total).toBeGreaterThan(30);
  });

  it("signs a filter of special characters as the emulator does", async () => {
    const { result } = await client(await start()).describeBackups(
      { cacheInstanceId: instanceId, baseId: "b*(1)! é", startTime: "2020-01-01T00:00:00Z" },
      region,
    );
    expect(result).toMatchObject({ totalCount: 0, backups: [] });
  });

  it("gets the vendor's own errors", async () => {
    const emulator = await start();
    const ask = (keys: Partial<typeof demoCredentials>, cacheInstanceId: string) =>
      client(emulator, { ...demoCredentials, ...keys }).describeBackups({ cacheInstanceId }, region);
    await expect(ask({ secretKey: "other" }, instanceId)).rejects.toMatchObject({
      error: { code: 401, status: "ACCESS_ERROR", message: "sign result is not same [gw]" },
    });
    await expect(ask({ accessKey: "other" }, instanceId)).rejects.toMatchObject({
      error: { code: 401, status: "ACCESS_ERROR", message: "Invalid accessKey" },
    });
    await expect(ask({}, "redis-none")).rejects.toMatchObject({ error: { code: 404, status: "NOT_FOUND" } });
  });
});
