import { getEventListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClientOptions, Credentials, Http } from "../../src/client";
import { parseJson } from "../../src/core/json";
import { demoCredentials, demoInstances, type Fault } from "../../src/emulator";
import { MAX_ANSWER_BYTES, MAX_ANSWER_VALUES } from "../../src/transport/answer-limits";
import { systemClock } from "../../src/transport/clock";
import { axiosHttp } from "../../src/transport/http";
import { listingNamed } from "../../src/vendors";
import { emulators, listed } from "../emulator/running";
import { clientOf, refusalOf, testKeys } from "../helpers/client";
import { type Reply, rawServers } from "../helpers/raw-server";
import { jdRedis as jd, type Vendor, vendors } from "../helpers/vendors";

const start = listed();
const startEmulator = emulators();
const startRaw = rawServers();

const HOUR = 3_600_000;

/** An emulator whose clock is ahead of the machine's. */
const emulatorAhead = (ms: number) => startEmulator({ now: () => new Date(Date.now() + ms) });

const lookup = (url: string, vendor: Vendor, options: ClientOptions = {}) =>
  clientOf(url, options).lookup(vendor.name, {
    instanceId: vendor.instanceId,
    region: vendor.region,
  });

const aBackup = (vendor: Vendor) => [vendor.row(1, new Date("2026-11-20T18:00:00Z"))];

/** Replies in turn, then the listing of an emulator with these faults. */
async function after(vendor: Vendor, replies: readonly Reply[], faults: Fault[] = []) {
  const behind = await start(vendor, aBackup(vendor), { faults });
  return await startRaw((_request, index) => replies[index], { behind });
}

/** The refusal of the request's time, as the vendor words it. */
function refusalOfTime({ name }: Vendor): Fault {
  if (name.startsWith("tencentcloud"))
    return { kind: "refusal", status: 200, code: "AuthFailure.SignatureExpire" };
  if (name.startsWith("alicloud")) return { kind: "refusal", status: 400, code: "InvalidTimeStamp.Expired" };
  return { kind: "refusal", status: 401, code: "ACCESS_ERROR" };
}

/** What differs between two attempts, by vendor. */
const freshPart = (headers: Record<string, unknown>) =>
  String(headers["x-acs-signature-nonce"] ?? headers["x-jdcloud-nonce"] ?? headers["x-tc-timestamp"]);

/** Tencent Cloud MongoDB sends three requests at once, which would be counted together. */
const ofOneRequest = vendors.filter(({ methods }) => !methods);

describe.each(ofOneRequest.map((vendor) => [vendor.name, vendor] as const))(
  "a call of %s",
  (_name, vendor) => {
    // How long is waited before another attempt is other tests' subject.
    beforeAll(() => {
      jest.spyOn(Math, "random").mockReturnValue(0.01);
    });
    afterAll(() => {
      jest.restoreAllMocks();
    });

    it("is tried again after a throttle by the vendor's code, signed afresh", async () => {
      let seconds = 0;
      const { url, seen } = await after(vendor, [], [{ kind: "throttle", times: 1 }]);
      const now = () => new Date(Date.now() + 1000 * seconds++);
      expect((await lookup(url, vendor, { maxRetries: 1, testing: { now } })).latestId).toBe("1");
      expect(seen).toHaveLength(2);
      const [first, second] = seen.map(({ headers }) => headers);
      expect(freshPart(second ?? {})).not.toBe(freshPart(first ?? {}));
      expect(second?.authorization).not.toBe(first?.authorization);
    });

    it.each<[string, Reply]>([
      ["a gateway's 502 in HTML", { status: 502, headers: { "content-type": "text/html" }, body: "<html>" }],
      ["a reset", { fault: "reset" }],
      ["a body that breaks off", { fault: "cut", body: '{"Response": {"TotalCount": 0}}' }],
      ["a body that is cut without notice", { body: '{"Response": {"TotalCount": 1, "Ba' }],
    ])("is tried again after %s", async (_what, reply) => {
      const { url, seen } = await after(vendor, [reply]);
      expect((await lookup(url, vendor, { maxRetries: 1 })).latestId).toBe("1");
      expect(seen).toHaveLength(2);
    });

    it("is given up when its retries are used up, with the last refusal's code", async () => {
      const throttled = await start(vendor, [], { faults: [{ kind: "throttle" }] });
      expect((await refusalOf(lookup(throttled.url, vendor))).code).toBe("throttled");
      expect(throttled.requests).toHaveLength(1);
      const broken = await startRaw(() => ({ status: 500, body: "" }));
      const error = await refusalOf(lookup(broken.url, vendor, { maxRetries: 2 }));
      expect([error.code, broken.seen.length]).toEqual(["unavailable", 3]);
      expect(error.message).toContain("HTTP 500");
      const reset = await start(vendor, [], { faults: [{ kind: "reset" }] });
      expect((await refusalOf(lookup(reset.url, vendor))).code).toBe("unavailable");
    });

    it("is signed once more on the server's time when that is what it refused", async () => {
      const emulator = await emulatorAhead(2 * HOUR);
      const instance = demoInstances.find(({ listing }) => listing === vendor.name);
      const query = {
        instanceId: String(instance?.instanceId),
        region: String(instance?.region),
      };
      const client = clientOf(emulator.url, {}, demoCredentials);
      expect((await client.lookup(vendor.name, query)).latestId).toBeTruthy();
      const [first, ...others] = emulator.requests.map(({ refusal }) => refusal !== undefined);
      expect([first, others.includes(true)]).toEqual([true, false]);
      // Once, or once more where the window ended by the wrong clock.
      expect([1, 2]).toContain(others.length);
      await client.lookup(vendor.name, query);
      expect(emulator.requests).toHaveLength(others.length + 2);
    });

    it("is not signed again and again where the server's time never suits it", async () => {
      let ahead = 0;
      const behind = await start(vendor, aBackup(vendor), { now: () => new Date(Date.now() + ahead) });
      const { url, seen } = await startRaw(
        () => {
          ahead += HOUR;
          return undefined;
        },
        { behind },
      );
      const error = await refusalOf(lookup(url, vendor, { maxRetries: 3 }));
      expect([error.code, seen.length]).toEqual(["credentials", 2]);
    });

    it("is signed again only if the clocks differ by more than every vendor tolerates", async () => {
      for (const [minutes, requests] of [
        [0, 1],
        [3, 1],
        [-3, 1],
        [5, 2],
        [-5, 2],
      ] as const) {
        const now = () => new Date(Date.now() + minutes * 60_000);
        const emulator = await start(vendor, [], { now, faults: [refusalOfTime(vendor)] });
        expect((await refusalOf(lookup(emulator.url, vendor, { maxRetries: 3 }))).code).toBe("credentials");
        expect([minutes, emulator.requests.length]).toEqual([minutes, requests]);
      }
    });

    it("tells no secret, even where the server repeats the whole request", async () => {
      const cloud = listingNamed(vendor.name).cloud.name;
      const { securityToken, secretKey } = testKeys;
      const echoes = [`${JSON.stringify(testKeys)} `, encodeURIComponent(securityToken)];
      for (const status of [200, 400, 500]) {
        for (const echo of echoes) {
          const { url } = await startRaw(({ headers }) => {
            const said = echo + JSON.stringify(headers);
            const both = { Code: `Odd.${said}`, Message: said, code: said, status: said, message: said };
            const ids = { RequestId: said, requestId: said };
            return {
              status,
              headers: { "content-type": "text/plain" },
              json: { Response: { Error: both, ...ids }, error: both, ...both, ...ids },
            };
          });
          const client = clientOf(url, { [cloud]: { ...testKeys, endpoint: url } });
          const { name, instanceId, region } = vendor;
          const error = await refusalOf(client.lookup(name, { instanceId, region }));
          const told = `${error.describe()} ${error.stack} ${JSON.stringify(error)}`;
          for (const secret of [securityToken, encodeURIComponent(securityToken), secretKey]) {
            expect(told).not.toContain(secret);
          }
          expect(told).toContain("***");
          expect(error.message.length).toBeLessThan(700);
        }
      }
    });
  },
);

const [vendor] = vendors as [Vendor];
const alicloud = vendors.find(({ name }) => name.startsWith("alicloud")) as Vendor;

describe("a throttle", () => {
  it.each<[string, Record<string, string>]>([
    ["Retry-After in seconds", { "retry-after": "1" }],
    ["Retry-After as a date", {}],
    ["x-acs-retry-after in milliseconds", { "x-acs-retry-after": "1000" }],
  ])("is waited out as long as %s asks", async (what, headers) => {
    const now = Date.now();
    const dates = what.endsWith("date")
      ? { date: new Date(now).toUTCString(), "retry-after": new Date(now + 1000).toUTCString() }
      : headers;
    const asked = what.startsWith("x-acs") ? alicloud : vendor;
    const { url } = await after(asked, [{ status: 429, headers: dates, body: "" }]);
    const before = performance.now();
    await lookup(url, asked, { maxRetries: 1 });
    // A timer may fire a little early against another clock.
    expect(performance.now() - before).toBeGreaterThan(980);
  });

  it("that asks to wait beyond the lookup's time is told at once", async () => {
    const throttle = { kind: "throttle", retryAfter: 3600 } as const;
    const { url, requests } = await start(vendor, [], { faults: [throttle] });
    // Neither the wait nor the lookup's time is over before the test's own.
    const error = await refusalOf(lookup(url, vendor, { maxRetries: 5, timeout: 600 }));
    expect([error.code, requests.length]).toEqual(["throttled", 1]);
  });
});

it("a name server that does not answer is named, and the lookup ends in time", async () => {
  const dns = require("node:dns") as typeof import("node:dns");
  const silent = jest.spyOn(dns, "lookup").mockImplementation((() => undefined) as never);
  const error = await refusalOf(
    lookup("https://api.example.invalid", vendor, { timeout: 0.3, maxRetries: 50 }),
  );
  silent.mockRestore();
  expect(error.code).toBe("timeout");
  expect(error.message).toMatch(/the name server did not answer for api\.example\.invalid within 0\.3 s$/);
  expect(error.hint).toContain("/etc/resolv.conf");
});

describe("a slow server", () => {
  it("costs a lookup no more than its own time", async () => {
    const { url } = await startRaw(() => ({ fault: "hang" }));
    // Without a limit of its own, each of fifty attempts would be waited for.
    const error = await refusalOf(lookup(url, vendor, { timeout: 0.3, maxRetries: 50 }));
    expect(error.code).toBe("timeout");
    expect(error.message).toContain("was not read within the lookup's time");
  });

  it("costs no more where every attempt fails slowly", async () => {
    const { url, seen } = await startRaw(() => ({ delayMs: 150, status: 503, body: "" }));
    const error = await refusalOf(lookup(url, vendor, { timeout: 0.5, maxRetries: 50 }));
    expect(["timeout", "unavailable"]).toContain(error.code);
    expect(seen.length).toBeLessThanOrEqual(4);
  });
});

describe("lookups that run at once", () => {
  it("all recover from the same clock, and not the first refused one alone", async () => {
    const emulator = await emulatorAhead(-3 * HOUR);
    const client = clientOf(emulator.url, {}, demoCredentials);
    const { instances } = emulator.data;
    const own = instances.filter(({ listing, kind }) => listing === "alicloud-redis" && kind !== "cluster");
    const found = await Promise.all(
      own.map(({ instanceId, region }) => client.lookup("alicloud-redis", { instanceId, region })),
    );
    expect(found.length).toBeGreaterThan(1);
    for (const { latestId } of found) expect(latestId).toBeTruthy();
  });

  it("slow down together when one is throttled", async () => {
    // JD Cloud: ten a second, of which ten may come at once, so that twelve take 0.2 s. After a refusal there is no
    // burst, and they take more than a second.
    const arrivals: number[] = [];
    const rows = ["first", ..."abcdefghijkl"].map((id) => jd.row(id, new Date("2026-11-20T18:00:00Z")));
    const behind = await start(jd, rows, { faults: [{ kind: "throttle", times: 1, retryAfter: 0.1 }] });
    const { url } = await startRaw(() => void arrivals.push(performance.now()), { behind });
    const client = clientOf(url, { maxRetries: 1 });
    const ask = (baseId: string) =>
      client.lookup("jdcloud-redis", { instanceId: jd.instanceId, region: jd.region, baseId });
    await ask("first");
    const from = arrivals.length;
    await Promise.all([..."abcdefghijkl"].map(ask));
    const [earliest, latest] = [Math.min(...arrivals.slice(from)), Math.max(...arrivals.slice(from))];
    expect(latest - earliest).toBeGreaterThan(500);
  });
});

it("many lookups that wait to try again leave few listeners on their signal, which Node.js would warn of", async () => {
  const { signal } = new AbortController();
  const { url } = await start(vendor, [], { faults: [{ kind: "bad-gateway" }] });
  const client = clientOf(url, { maxRetries: 1, signal });
  const asked = Array.from({ length: 20 }, (_, index) =>
    refusalOf(client.lookup("tencentcloud-redis", { instanceId: `crs-${index}`, region: "ap-guangzhou" })),
  );
  const counts: number[] = [];
  const watch = setInterval(() => counts.push(getEventListeners(signal, "abort").length), 1);
  for (const { code } of await Promise.all(asked)) expect(code).toBe("unavailable");
  clearInterval(watch);
  expect(counts.length).toBeGreaterThan(0);
  expect(Math.max(...counts)).toBeLessThanOrEqual(10);
});

describe("a caller's own function that sends requests", () => {
  const asking = (http: Http, options: ClientOptions = {}) =>
    lookup("http://127.0.0.1:1", vendor, { ...options, testing: { http } });
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });

  it.each([
    [
      "throws",
      () => {
        throw reset;
      },
    ],
    ["rejects", () => Promise.reject(reset)],
  ] as [string, Http][])(
    "is tried again where it %s, and then is an API that cannot be asked",
    async (_how, http) => {
      let asked = 0;
      const counted: Http = (...args) => {
        asked += 1;
        return http(...args);
      };
      const error = await refusalOf(asking(counted, { maxRetries: 1 }));
      expect(error).toMatchObject({
        code: "unavailable",
        listing: vendor.name,
        instanceId: vendor.instanceId,
      });
      expect(error.message).toContain("127.0.0.1:1 could not be reached: connection reset");
      expect(asked).toBe(2);
      const query = { instanceId: vendor.instanceId, region: vendor.region, onUnavailable: "warn" } as const;
      const { latestId, warnings } = await clientOf("http://127.0.0.1:1", { http }).lookup(
        vendor.name,
        query,
      );
      expect([latestId, warnings.length]).toEqual([null, 1]);
    },
  );

  it.each<[string, unknown, string]>([
    ["nothing", undefined, "it is not an object"],
    ["a text", "{}", "it is not an object"],
    ["no status", { headers: {}, text: "{}" }, "its status is not a number"],
    ["a status in words", { status: "200", headers: {}, text: "{}" }, "its status is not a number"],
    ["a body that is an object", { status: 200, headers: {}, text: {} }, "its text is not a string"],
    ["no headers", { status: 200, text: "{}" }, "it has no headers"],
    [
      "a header that is a list",
      { status: 200, headers: { date: ["now"] }, text: "{}" },
      "one of its headers is not a string",
    ],
  ])("that resolves with %s is told so once, and is an API that cannot be asked", async (_what, it, says) => {
    let asked = 0;
    const http = (async () => {
      asked += 1;
      return it;
    }) as unknown as Http;
    const error = await refusalOf(asking(http, { maxRetries: 3 }));
    expect([error.code, asked]).toEqual(["unavailable", 1]);
    expect(error.message).toContain(`the client's http function returned no response: ${says}`);
    expect(error.hint).toContain("Correct the function");
    const query = { instanceId: vendor.instanceId, region: vendor.region, onUnavailable: "warn" } as const;
    const found = await clientOf("http://127.0.0.1:1", { http }).lookup(vendor.name, query);
    expect([found.latestId, found.warnings.length]).toEqual([null, 1]);
  });

  it("holds up no lookup by looking at neither its time nor its signal", async () => {
    const deaf: Http = () => new Promise(() => undefined);
    expect((await refusalOf(asking(deaf, { timeout: 0.2 }))).code).toBe("timeout");
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    expect((await refusalOf(asking(deaf, { signal: stop.signal }))).message).toContain(
      "the lookup was stopped",
    );
  });
});

describe("a caller's own function that is told of progress", () => {
  const onProgress = () => {
    throw new TypeError("the caller's own");
  };

  it("spoils no answer by what it throws", async () => {
    const { url } = await start(vendor, aBackup(vendor));
    expect((await lookup(url, vendor, { onProgress })).latestId).toBe("1");
  });

  it("hides no error by it", async () => {
    const { url } = await startRaw(() => ({ status: 500, body: "" }));
    expect((await refusalOf(lookup(url, vendor, { onProgress }))).message).toContain("HTTP 500");
  });
});

it("an answer that is too long is not asked for again, since it gets no shorter", async () => {
  let asked = 0;
  const http: Http = async () => {
    asked += 1;
    throw new Error("maxContentLength size of 67108864 exceeded");
  };
  const error = await refusalOf(lookup("http://127.0.0.1:1", vendor, { maxRetries: 3, testing: { http } }));
  expect([error.code, asked]).toEqual(["invalid-response", 1]);
  expect(error.message).toContain("gave no usable answer: the answer is longer than 8 MiB");
});

describe("an answer with too many values", () => {
  const answering = (text: string): Http => {
    return async () => ({ status: 200, headers: {}, text });
  };
  const errorOf = (text: string) =>
    refusalOf(lookup("http://127.0.0.1:1", vendor, { maxRetries: 3, testing: { http: answering(text) } }));

  it("is refused before anything is made of it", async () => {
    const parse = jest.spyOn(JSON, "parse");
    const wide = await errorOf(`{"Response":[${Array(200_000).fill("0").join(",")}]}`);
    expect(wide).toMatchObject({ code: "invalid-response", listing: vendor.name });
    expect(wide.message).toContain("127.0.0.1:1 answered with more than 200,000 values");
    const deep = await errorOf("[".repeat(2_000_000));
    expect(deep.code).toBe("invalid-response");
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  });

  it("is told apart from the largest page that a vendor may send, and a text that only looks like it", async () => {
    // A page of sets with 256 shards, of which each has two signed addresses.
    const url = `https://backups.example.com/${"x".repeat(200)}?Signature=${"y".repeat(28)}`;
    const shard = { url, internal: url, ...Object.fromEntries([..."abcdefghij"].map((name) => [name, 1])) };
    const page = { sets: Array(30).fill({ shards: Array(256).fill(shard) }) };
    const text = JSON.stringify(page);
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_ANSWER_BYTES);
    expect(() => parseJson(text, MAX_ANSWER_VALUES)).not.toThrow();
    expect(parseJson(JSON.stringify([",[{".repeat(300_000)]), MAX_ANSWER_VALUES)).toHaveLength(1);
  });
});

it("a lookup whose time is over once its answer is parsed fails for its time", async () => {
  const text = JSON.stringify({ Response: { TotalCount: 0, BackupSet: [], RequestId: "r" } });
  let now = systemClock.now();
  const clock = jest.spyOn(systemClock, "now").mockImplementation(() => now);
  const http: Http = async () => ({ status: 200, headers: {}, text });
  const parse = jest.spyOn(JSON, "parse").mockImplementationOnce((json) => {
    now += 60_000;
    return JSON.parse(json);
  });
  const error = await refusalOf(lookup("http://127.0.0.1:1", vendor, { timeout: 30, testing: { http } }));
  clock.mockRestore();
  parse.mockRestore();
  expect(error.code).toBe("timeout");
});

describe("a lookup that failed", () => {
  it("sends nothing more, and hangs up what it has under way", async () => {
    // 300 pages at ten a second; the sixth request is refused while others wait for their answer or their turn.
    const rows = Array.from({ length: jd.pageSize }, (_, id) => jd.row(id, new Date("2026-11-20T18:00:00Z")));
    const page = { json: jd.envelope(rows, 300 * jd.pageSize) };
    const refused = { status: 403, json: { requestId: "r", error: { code: 403, status: "FORBIDDEN" } } };
    const { url } = await startRaw((_request, index) =>
      index < 2 ? page : index === 5 ? refused : { fault: "hang" },
    );
    let sent = 0;
    const underWay = new Set<Promise<unknown>>();
    const http: Http = async (request, limits) => {
      if (!limits.signal.aborted) sent += 1;
      const answer = axiosHttp(request, limits);
      underWay.add(answer);
      return await answer.finally(() => underWay.delete(answer));
    };
    const error = await refusalOf(lookup(url, jd, { timeout: 600, testing: { http } }));
    expect(error.code).toBe("denied");
    const sentBefore = sent;
    // The turn of some others would come.
    await sleep(500);
    expect([sentBefore > 5, sentBefore < 300, sent]).toEqual([true, true, sentBefore]);
    // Those that nobody answers would be under way for as long as the lookup has time.
    expect(underWay.size).toBe(0);
  });
});

describe("a stop", () => {
  it("ends a wait for keys", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const credentials = () => new Promise<Credentials>(() => undefined);
    const query = { instanceId: "crs-1", region: "ap-guangzhou" };
    const client = clientOf("http://127.0.0.1:1", { signal: stop.signal }, { credentials });
    expect((await refusalOf(client.lookup("tencentcloud-redis", query))).message).toMatch(
      "crs-1 in ap-guangzhou: the lookup was stopped",
    );
  });

  it("ends a request that is under way, and a wait between two attempts", async () => {
    for (const reply of [
      { fault: "hang" },
      { status: 429, headers: { "retry-after": "60" }, body: "" },
    ] as Reply[]) {
      const { url, seen } = await startRaw(() => reply);
      const stop = new AbortController();
      const found = refusalOf(lookup(url, vendor, { signal: stop.signal, maxRetries: 3, timeout: 100 }));
      while (seen.length === 0) await sleep(5);
      await sleep(50);
      stop.abort();
      expect((await found).message).toContain("the lookup was stopped");
    }
  });

  it("before the first request sends none", async () => {
    const { url, requests } = await start(vendor, []);
    await refusalOf(lookup(url, vendor, { signal: AbortSignal.abort() }));
    expect(requests).toEqual([]);
  });
});

describe("an address where nobody listens", () => {
  it.each(vendors.map(({ name }) => name))("is named by %s, with the cause", async (name) => {
    const query = { instanceId: "db-1", region: "r-1" };
    const error = await refusalOf(clientOf("http://127.0.0.1:1").lookup(name, query));
    expect(error.code).toBe("unavailable");
    expect(error.message).toContain("127.0.0.1:1 could not be reached: connection refused");
    expect(error.hint).toContain("network");
  });
});
