import { join } from "node:path";
import type { BackupsClient, HttpResponse } from "../../src/client";
import type { EmulatorOptions } from "../../src/emulator";
import { Deadline } from "../../src/transport/deadline";
import type { Http } from "../../src/transport/http";
import { httpDate } from "../../src/transport/http-date";
import { Transport } from "../../src/transport/transport";
import { listingNamed } from "../../src/vendors";
import { data, Project } from "../e2e/workspace";
import { listed } from "../emulator/running";
import { AttachedTerraform } from "../helpers/attached-terraform";
import { textsOf } from "../helpers/backups";
import { clientOf, testKeys, testKeysInEnvironment } from "../helpers/client";
import { type Answer, type Reply, rawServers } from "../helpers/raw-server";
import { describeWithTerraform, temporaryDirectory } from "../helpers/terraform";
import { jdRedis, pagesOf, type Vendor, vendors } from "../helpers/vendors";
import { VirtualClock } from "../helpers/virtual-clock";

const start = listed();
const startRaw = rawServers();
const DAY = 86_400_000;
/** Whole seconds, as a Date header has them. */
const NOW = Math.floor(Date.now() / 1000) * 1000;
const at = (days: number) => new Date(NOW + days * DAY);
const dated = (ms: number) => ({ date: new Date(ms).toUTCString() });

/** One listing of each cloud; each has a newest backup of an hour ago, and one of ten days ago. */
const clouds = [...vendors.filter(({ name }) => /^(?:tencentcloud|alicloud)-redis$/.test(name)), jdRedis];

const rowsOf = (vendor: Vendor, aheadDays = 0) => [
  vendor.row(2, at(aheadDays - 1 / 24)),
  vendor.row(1, at(aheadDays - 10)),
];

/** A vendor whose clock is so many days ahead, and which lists backups by it. */
const listing = (vendor: Vendor, aheadDays: number, options: EmulatorOptions = {}) =>
  start(vendor, rowsOf(vendor, aheadDays), { now: () => new Date(Date.now() + aheadDays * DAY), ...options });

/** A server of the same backups whose Date header is any text, or that sends none. */
const dating =
  (vendor: Vendor, headers: Readonly<Record<string, string>> = {}): Answer =>
  (request, index) => ({ ...pagesOf(vendor, rowsOf(vendor))(request, index), headers });

const ask = (client: BackupsClient, vendor: Vendor, endpoint: string) =>
  client.lookup(vendor.name, {
    instanceId: vendor.instanceId,
    region: vendor.region,
    endpoint,
  });

describe.each(clouds.map((vendor) => [vendor.name, vendor] as const))("%s", (_name, vendor) => {
  it.each([
    ["days ahead", 5],
    ["days behind", -5],
  ])("is judged by its own server's clock, where another server's is %s", async (_what, days) => {
    const right = await listing(vendor, 0);
    const wrong = await listing(vendor, days);
    const client = clientOf("http://127.0.0.1:1");
    for (let round = 0; round < 3; round++) {
      const found = await Promise.all(
        [wrong, right, wrong, right].map(({ url }) => ask(client, vendor, url)),
      );
      expect(found.map(({ latestId }) => latestId)).toEqual(["2", "2", "2", "2"]);
      expect(found.flatMap(({ warnings }) => warnings)).toEqual([]);
    }
  });

  it.each<[string, Reply]>([
    ["a gateway's 502", { status: 502, body: "<html>" }],
    ["a gateway's 502 in JSON", { status: 502, json: { error_msg: "no backend" } }],
    ["a 429 that is not the vendor's", { status: 429, body: "" }],
    ["a 404 that is not the vendor's", { status: 404, body: "not found" }],
  ])("learns no time from %s", async (_what, reply) => {
    const { url } = await startRaw((request, index) =>
      index === 0
        ? { ...reply, headers: { ...dated(NOW - 5 * DAY), "retry-after": "0" } }
        : dating(vendor)(request, index),
    );
    jest.spyOn(Math, "random").mockReturnValue(0.01);
    const client = clientOf("http://127.0.0.1:1", { maxRetries: 1 });
    await ask(client, vendor, url).catch(() => undefined);
    expect(await ask(client, vendor, url)).toMatchObject({ latestId: "2", warnings: [] });
    jest.restoreAllMocks();
  });

  it.each(["2020", "2020-01-01T00:00:00Z", "Wed, 01 Jan 2020 00:00:00", "0", "yesterday"])(
    "learns no time from a Date of %j",
    async (date) => {
      const { url } = await startRaw(dating(vendor, { date }));
      expect(await ask(clientOf("http://127.0.0.1:1"), vendor, url)).toMatchObject({
        latestId: "2",
        warnings: [],
      });
    },
  );

  it("sees from a later row that the server's Date is behind", async () => {
    const { url } = await startRaw(dating(vendor, dated(NOW - 5 * DAY)));
    const client = clientOf("http://127.0.0.1:1");
    for (let round = 0; round < 2; round++)
      expect(await ask(client, vendor, url)).toMatchObject({ latestId: "2", warnings: [] });
  });

  it("still skips a backup that is in the future by both clocks", async () => {
    const { url } = await start(vendor, [vendor.row(2, at(0.5)), vendor.row(1, at(-1))]);
    const { latestId, warnings } = await ask(clientOf("http://127.0.0.1:1"), vendor, url);
    expect(latestId).toBe("1");
    expect(textsOf(warnings).join()).toContain("in the future");
  });
});

describe("other learned values", () => {
  const vendor = jdRedis;

  it("of a signature's time applies only to the server that refused it", async () => {
    const ahead = await startRaw(() => undefined, { behind: await listing(vendor, 1) });
    const right = await startRaw(() => undefined, { behind: await listing(vendor, 0) });
    const client = clientOf("http://127.0.0.1:1");
    await ask(client, vendor, ahead.url);
    await ask(client, vendor, right.url);
    const signedAt = (headers: Record<string, unknown> | undefined) =>
      String(headers?.["x-jdcloud-date"]).slice(0, 8);
    const day = (days: number) => at(days).toISOString().slice(0, 10).replaceAll("-", "");
    expect(signedAt(ahead.seen.at(-1)?.headers)).toBe(day(1));
    expect(signedAt(right.seen.at(-1)?.headers)).toBe(day(0));
  });

  it.each([
    ["the vendor's refusal, by all calls of the account at that server", true],
    ["a gateway's, by none but the refused one", false],
  ])("of a rate is learned from %s", async (_what, isVendors) => {
    const clock = new VirtualClock();
    let count = 0;
    const http: Http = async (): Promise<HttpResponse> => {
      count += 1;
      const refusal = isVendors ? '{"error": {"code": 429, "status": "LIMIT"}}' : "slow down";
      return count === 1
        ? { status: 429, headers: { "retry-after": "600" }, text: refusal }
        : { status: 200, headers: {}, text: '{"result": {}}' };
    };
    const transport = new Transport({ http, now: () => new Date(NOW), maxRetries: 1, clock });
    const send = async (host: string, accessKey: string) => {
      const endpoint = new URL(host);
      await transport.send({
        cloud: listingNamed("jdcloud-redis").cloud,
        call: { service: "redis", version: "1", action: "a", region: "r", parameters: {} },
        endpoint,
        credentials: { accessKey, secretKey: "s" },
        requestsPerSecond: 10,
        signal: new AbortController().signal,
        deadline: new Deadline(3_600_000, clock),
        clock: transport.clockOf(endpoint),
      });
      return clock.now();
    };
    const ended: Record<string, number> = {};
    const refused = send("http://server", "one");
    const others = Object.entries({
      sameServer: ["http://server", "one"],
      otherAccount: ["http://server", "two"],
      otherServer: ["http://other", "one"],
    } as const).map(async ([name, [host, key]]) => {
      await clock.sleep(1000);
      ended[name] = await send(host, key);
    });
    await clock.run(Promise.all([refused, ...others]));
    expect(await refused).toBeGreaterThanOrEqual(600_000);
    expect(ended.otherServer).toBeLessThan(10_000);
    expect(ended.otherAccount).toBeLessThan(10_000);
    expect((ended.sameServer ?? 0) > 500_000).toBe(isVendors);
  });

  it("a date is read only in the format of HTTP", () => {
    expect(httpDate("Fri, 20 Nov 2026 02:00:00 GMT")).toBe(Date.UTC(2026, 10, 20, 2));
    for (const text of [
      undefined,
      "",
      "2026",
      "Thu, 20 Nov 2026 02:00:00 GMT",
      "Fri, 20 Nov 2026 02:00:00 +0000",
      "Fri, 20 Nov 2026 02:00:00 GMT, Fri, 20 Nov 2026 02:00:00 GMT",
      "Fri Nov 20 02:00:00 2026",
    ])
      expect(httpDate(text)).toBeUndefined();
  });
});

describeWithTerraform("one plan with servers whose clocks differ", () => {
  it("finds the newest backup of each, every time", async () => {
    const servers = await Promise.all(
      clouds.flatMap((vendor) =>
        [0, 5, -5].map(async (days) => ({
          vendor,
          url: (await listing(vendor, days, { credentials: [testKeys] })).url,
        })),
      ),
    );
    const home = temporaryDirectory();
    const project = new Project(join(home, "project"), new AttachedTerraform(home, testKeysInEnvironment));
    const blocks = servers.map(({ vendor, url }, index) => {
      const type = vendor.name.replaceAll("-", "_");
      const known = {
        instance_id: JSON.stringify(vendor.instanceId),
        region: JSON.stringify(vendor.region),
        endpoint: JSON.stringify(url),
      };
      return `${data(type, `it${index}`, known)}output "it${index}" { value = data.backups_${type}.it${index}.latest_id }\n`;
    });
    project.write(blocks.join(""));
    await project.init();
    await project.succeed(["apply"]);
    expect(Object.values(await project.outputs())).toEqual(servers.map(() => "2"));
  }, 60_000);
});
