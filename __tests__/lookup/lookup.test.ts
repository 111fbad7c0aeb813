import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BackupsClient, type ClientOptions, type Credentials, type LookupQuery } from "../../src/client";
import { demoCredentials, demoInstances, type EmulatorOptions, type Fault } from "../../src/emulator";
import { listings } from "../../src/vendors";
import { dataOf, emulators, listed } from "../emulator/running";
import { textsOf } from "../helpers/backups";
import { clientOf, refusalOf, testKeys, thrownBy } from "../helpers/client";
import { rawServers, type SeenRequest } from "../helpers/raw-server";
import { temporaryDirectory } from "../helpers/terraform";
import { jdRedis as jd } from "../helpers/vendors";

const start = listed();
const startEmulator = emulators();
const startRaw = rawServers();
const query = { instanceId: "redis-3o8iyrvzp7", region: "cn-north-1" } as const;
const now = () => new Date("2026-11-21T12:00:00Z");
const newest = new Date("2026-11-20T18:00:00Z");

/** An emulator of these backups. */
const serve = (...rows: ReturnType<typeof jd.row>[]) => start(jd, rows, { now });

const keys = { accessKey: testKeys.accessKey, secretKey: testKeys.secretKey };

/** A listing of one backup, whose ID grows with every request, in each region and for all keys of these tests. */
async function growing(options: EmulatorOptions = {}) {
  const regions = [query.region, "cn-south-1", "cn-east-2"];
  const instances = regions.flatMap((region) => dataOf({ ...jd, region }, []).instances);
  const others = ["restore-key", "env-key"].map((accessKey) => ({ accessKey, secretKey: "s" }));
  const behind = await startEmulator({ data: { instances }, credentials: [keys, ...others], ...options });
  return await startRaw(
    (_request, index) => {
      for (const instance of instances) instance.backups = [jd.row(index + 1, newest)];
      return undefined;
    },
    { behind },
  );
}
const lookup = (client: BackupsClient, more: Partial<LookupQuery<"jdcloud-redis">> = {}) =>
  client.lookup("jdcloud-redis", { ...query, ...more });

describe("a lookup", () => {
  it("finds last night's backup of each built-in instance of the emulator", async () => {
    const client = clientOf((await startEmulator()).url, {}, demoCredentials);
    const found = await Promise.all(
      demoInstances.map(({ listing, instanceId, region }) =>
        client.lookup(listing as "jdcloud-redis", { instanceId, region }),
      ),
    );
    expect(found).toHaveLength(listings.length);
    for (const { latest, warnings, totalCount } of found) {
      expect(latest).toMatchObject({ status: "succeeded", trigger: "automatic" });
      expect(Date.now() - Date.parse(String(latest?.startedAt))).toBeLessThan(27 * 3_600_000);
      expect(warnings).toEqual([]);
      expect(totalCount).toBeGreaterThan(30);
    }
  });

  it("has the same result in two runs on the same listing, except the time and the age", async () => {
    let time = now();
    const rows = [jd.row(1, newest), jd.row(2, newest, "running")];
    const { url } = await start(jd, rows, { now: () => time });
    const first = await lookup(clientOf(url, { now: () => time }), { maxAge: "30d" });
    time = new Date("2026-11-29T13:14:15Z");
    expect(await lookup(clientOf(url, { now: () => time }), { maxAge: "30d" })).toEqual({
      ...first,
      at: "2026-11-29T13:14:15.000Z",
      ageSeconds: first.ageSeconds === null ? null : first.ageSeconds + 8 * 86_400 + 4_455,
    });
    expect(first).toMatchObject({ at: "2026-11-21T12:00:00.000Z", ageSeconds: 64_800 });
  });

  it("counts all listed backups, and lists the eligible ones", async () => {
    const { url } = await serve(
      jd.row(1, newest),
      jd.row(2, newest, "failed"),
      jd.row(3, new Date("2019-01-01T00:00:00Z")),
    );
    const result = await lookup(clientOf(url, { now }), { history: 1 });
    expect(result).toMatchObject({ latestId: "1", totalCount: 3, eligibleCount: 2 });
    expect(result.backups).toEqual([result.latest]);
  });

  it("without a query, as from JavaScript, is missing its instance", async () => {
    const client = clientOf("http://127.0.0.1:1");
    const error = await refusalOf(client.lookup("jdcloud-redis", null as never));
    expect([error.code, error.argument]).toEqual(["usage", "instanceId"]);
    expect((await refusalOf(client.instances("jdcloud-redis", null as never))).argument).toBe("region");
  });

  it("measures an age by the vendor's clock, so that a machine whose clock is behind takes no old backup for a new one", async () => {
    const { url } = await serve(jd.row(1, newest));
    const dayBehind = clientOf(url, { now: () => new Date(now().getTime() - 86_400_000) });
    expect((await refusalOf(lookup(dayBehind, { maxAge: "17h" }))).message).toContain("is 18h old");
    const dayAhead = clientOf(url, { now: () => new Date(now().getTime() + 86_400_000) });
    expect((await lookup(dayAhead, { maxAge: "19h" })).latestId).toBe("1");
  });

  it("warns in codes and texts, and so does an examination", async () => {
    const { url } = await serve(jd.row(1, newest), jd.row(2, new Date("2026-11-22T12:00:00Z")));
    const client = clientOf(url, { now });
    const warnings = [
      {
        code: "in-the-future",
        message: expect.stringMatching(/^Backup 2 of .* was skipped/),
        hint: expect.any(String),
      },
    ];
    expect(await lookup(client)).toMatchObject({ latestId: "1", warnings });
    expect(await client.examine("jdcloud-redis", query)).toEqual({
      latest: expect.objectContaining({ id: "1" }),
      verdicts: [expect.objectContaining({ eligible: false }), expect.objectContaining({ eligible: true })],
      warnings,
      region: "cn-north-1",
      at: now().toISOString(),
      where: "JD Cloud Redis redis-3o8iyrvzp7 in cn-north-1",
    });
  });

  it("of a backup that is too old is an error, and of one that is old a warning", async () => {
    const { url } = await serve(jd.row(1, newest));
    const client = clientOf(url, { now });
    expect((await lookup(client, { warnAge: "17h", maxAge: "2d" })).warnings).toEqual([
      {
        code: "old",
        message:
          "JD Cloud Redis redis-3o8iyrvzp7 in cn-north-1: the newest eligible backup 1 of 2026-11-20T18:00:00Z is 18h old, older than warnAge 17h",
      },
    ]);
    const error = await refusalOf(lookup(client, { maxAge: "17h" }));
    expect(error).toMatchObject({ code: "too-old", listing: "jdcloud-redis", instanceId: query.instanceId });
    expect(error).toMatchObject({
      ageSeconds: 64_800,
      backup: { id: "1", startedAt: "2026-11-20T18:00:00Z" },
    });
    expect(error.backup).not.toHaveProperty("downloadUrl");
  });

  it("with wrong arguments fails before a request", async () => {
    const { url, requests } = await serve();
    const client = clientOf(url);
    const wrong = { instanceId: "", histroy: 3 } as never;
    expect(await refusalOf(client.lookup("jdcloud-redis", wrong))).toMatchObject({ code: "usage" });
    expect((await refusalOf(client.lookup("aws-redis" as "jdcloud-redis", query))).argument).toBe("listing");
    expect((await refusalOf(lookup(client, { region: "a/b" }))).argument).toBe("region");
    expect((await refusalOf(lookup(client, { endpoint: "http://example.com" }))).argument).toBe("endpoint");
    expect(requests).toEqual([]);
  });

  it("that finds nothing eligible is an error that says what was seen, or null if none is required", async () => {
    const { url } = await serve(jd.row(1, newest, "failed"), jd.row(2, newest, "running"));
    const error = await refusalOf(lookup(clientOf(url)));
    expect([error.code, error.message]).toEqual([
      "no-eligible-backup",
      "JD Cloud Redis redis-3o8iyrvzp7 in cn-north-1: no eligible backup: 2 seen, none eligible: 1 status failed, 1 status running",
    ]);
    expect(await lookup(clientOf(url), { required: false })).toMatchObject({
      latestId: null,
      latest: null,
      backups: [],
      totalCount: 2,
      warnings: [],
    });
  });

  it.each([
    ["startedBefore", undefined],
    ["startedBefore", null],
    ["consistentBefore", undefined],
    ["consistentBefore", null],
    ["consistentAfter", null],
  ])("refuses a limit, %s, that is %p, and asks nobody: every backup would fit", async (argument, value) => {
    const http = jest.fn();
    const client = new BackupsClient({ testing: { http } });
    const asked = lookup(client, { [argument]: value as undefined });
    await expect(asked).rejects.toMatchObject({ code: "usage", argument });
    await expect(client.instances("jdcloud-redis", { region: value as undefined })).rejects.toMatchObject({
      code: "usage",
      argument: "region",
    });
    expect(http).not.toHaveBeenCalled();
  });
});

describe("an API that fails", () => {
  const failing = (...faults: Fault[]) => start(jd, [], { faults });
  const silent: Fault = { kind: "slow", delayMs: 600_000 };

  it.each<[string, Fault]>([
    ["throttled", { kind: "throttle" }],
    ["denied", { kind: "denied" }],
    ["not-found", { kind: "refusal", status: 404, code: "NOT_FOUND" }],
    ["credentials", { kind: "refusal", status: 401, code: "ACCESS_ERROR" }],
    ["unavailable", { kind: "reset" }],
    ["invalid-response", { kind: "html" }],
    ["timeout", silent],
  ])("(%s) is an error, or a warning that says why and no backup", async (code, fault) => {
    const { url } = await failing(fault);
    const client = clientOf(url, code === "timeout" ? { timeout: 0.5 } : {});
    const error = await refusalOf(lookup(client));
    expect(error.code).toBe(code);
    const { warnings, ...rest } = await lookup(client, { onUnavailable: "warn" });
    expect(rest).toMatchObject({ latestId: null, latest: null, backups: [], totalCount: 0 });
    const message = expect.stringContaining("redis-3o8iyrvzp7 in cn-north-1: ");
    expect(warnings).toEqual([{ code, message, hint: error.hint }]);
  });

  it("because there are no credentials is a warning too", async () => {
    const client = new BackupsClient({ testing: { env: {}, home: "/nowhere" } });
    const { warnings } = await lookup(client, { onUnavailable: "warn" });
    expect(textsOf(warnings)).toEqual([expect.stringContaining("no credentials for JD Cloud were found")]);
  });

  it("is told apart from a wrong argument, which stays an error", async () => {
    const tolerant = { onUnavailable: "warn" } as const;
    const { url } = await failing({ kind: "refusal", status: 400, code: "INVALID_ARGUMENT.baseId" });
    expect(await refusalOf(lookup(clientOf(url), { ...tolerant, region: "a/b" }))).toMatchObject({
      code: "usage",
      argument: "region",
    });
    const ofTheirs = await refusalOf(lookup(clientOf(url), { ...tolerant, baseId: "b-1" }));
    expect([ofTheirs.code, ofTheirs.argument]).toEqual(["usage", "baseId"]);
    // Nobody spelt it: it is this instance that is not answered for.
    expect(textsOf((await lookup(clientOf(url), tolerant)).warnings)).toEqual([
      expect.stringContaining("INVALID_ARGUMENT.baseId"),
    ]);
  });

  it("is told apart from one that has nothing eligible, which is a warning unless it is required", async () => {
    const { url } = await serve(jd.row(1, newest, "failed"));
    const tolerant = { onUnavailable: "warn" } as const;
    const { latestId, warnings, totalCount } = await lookup(clientOf(url), tolerant);
    expect([latestId, totalCount]).toEqual([null, 1]);
    const error = await refusalOf(lookup(clientOf(url), { ...tolerant, required: true }));
    expect(error.code).toBe("no-eligible-backup");
    expect(warnings).toEqual([
      {
        code: "no-eligible-backup",
        message: error.message,
        hint: "`cdktf-backups list` shows every backup with the reason. Widen the selection.",
      },
    ]);
    expect((await lookup(clientOf(url), { ...tolerant, required: false })).warnings).toEqual(warnings);
  });

  it("is told apart from a stop by the user, which is never an answer", async () => {
    const { url } = await failing(silent);
    const client = clientOf(url, { signal: AbortSignal.timeout(100) });
    expect((await refusalOf(lookup(client, { onUnavailable: "warn" }))).message).toContain("stopped");
  });

  it("does not soften a backup that is too old", async () => {
    const { url } = await serve(jd.row(1, newest));
    const options = { onUnavailable: "warn", maxAge: "1h" } as const;
    expect((await refusalOf(lookup(clientOf(url, { now }), options))).code).toBe("too-old");
  });
});

describe("a call that is stopped by its own signal", () => {
  it("leaves the read to the other callers, and is never a result", async () => {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const http = async () => {
      await asked;
      return { status: 200, headers: {}, text: JSON.stringify(jd.envelope([jd.row(1, newest)], 1)) };
    };
    const client = clientOf("http://127.0.0.1:9", { http, now });
    const stop = new AbortController();
    const stopped = refusalOf(
      client.lookup("jdcloud-redis", { ...query, onUnavailable: "warn" }, { signal: stop.signal }),
    );
    const other = lookup(client);
    stop.abort();
    expect((await stopped).message).toContain("stopped");
    answer();
    expect((await other).latestId).toBe("1");
  });

  it("ends the read if nobody else waits for it, so that the next call reads again", async () => {
    const stop = new AbortController();
    const { url } = await startRaw(() => (stop.signal.aborted ? undefined : { fault: "hang" }), {
      behind: await serve(jd.row(1, newest)),
    });
    const client = clientOf(url, { now });
    const call = client.lookup("jdcloud-redis", query, { signal: stop.signal });
    stop.abort();
    expect((await refusalOf(call)).message).toContain("stopped");
    expect(
      (await refusalOf(client.instances("jdcloud-redis", {}, { signal: stop.signal }))).message,
    ).toContain("stopped");
    expect((await lookup(client)).latestId).toBe("1");
  });
});

function throwing(): never {
  throw new Error("no disk");
}

describe("a client", () => {
  it("reads once for the same listing at the same time, with any selection", async () => {
    const { url, seen } = await growing({ now });
    const client = clientOf(url, { now });
    const found = await Promise.all([
      lookup(client),
      lookup(client, { history: 3, triggers: ["automatic"] }),
      lookup(client, { required: false, methods: ["snapshot"] }),
    ]);
    expect(found.map(({ latestId }) => latestId)).toEqual(["1", "1", null]);
    expect(seen).toHaveLength(1);
  });

  it("reads again for another instance, region, argument or address", async () => {
    const row = { ...jd.row(1, newest), cacheInstanceId: null };
    const named = [query, { ...query, instanceId: "redis-2" }, { ...query, region: "cn-south-1" }];
    const instances = named.flatMap((one) => dataOf({ ...jd, ...one }, [row]).instances);
    const { url, requests } = await startEmulator({ data: { instances }, credentials: [keys] });
    const client = clientOf(url, {}, { credentials: async () => keys });
    const other = url.replace("127.0.0.1", "localhost");
    await Promise.all([
      lookup(client),
      lookup(client, { instanceId: "redis-2" }),
      lookup(client, { region: "cn-south-1" }),
      lookup(client, { baseId: "1" }),
      lookup(client, { endpoint: other }),
    ]);
    expect(requests).toHaveLength(5);
  });

  it("reads again later, unless reuseFor is set", async () => {
    const fresh = await growing();
    const client = clientOf(fresh.url);
    expect([(await lookup(client)).latestId, (await lookup(client)).latestId]).toEqual(["1", "2"]);
    const reused = await growing();
    const saving = clientOf(reused.url, { reuseFor: 600 });
    expect([(await lookup(saving)).latestId, (await lookup(saving)).latestId]).toEqual(["1", "1"]);
    const forgetting = clientOf((await growing()).url, { reuseFor: 0.1 });
    while ((await lookup(forgetting)).latestId === "1") await sleep(20);
  });

  it("does not use a failed read again", async () => {
    const { url } = await growing({ faults: [{ kind: "server-error", times: 1 }] });
    const client = clientOf(url, { reuseFor: 60 });
    expect((await refusalOf(lookup(client))).code).toBe("unavailable");
    expect((await lookup(client)).latestId).toBe("2");
  });

  it("gets credentials once for all its lookups, and again after a failure", async () => {
    const { url } = await growing();
    let asked = 0;
    const credentials = async () => {
      asked++;
      if (asked === 1) throw new Error("sealed");
      return keys;
    };
    const client = clientOf(url, {}, { credentials });
    expect((await refusalOf(lookup(client))).message).toContain(
      "the credentials function for JD Cloud failed: sealed",
    );
    await lookup(client);
    await lookup(client, { baseId: "2" });
    expect(asked).toBe(2);
  });

  it("calls onCredentials once, before the first request", async () => {
    const told: string[] = [];
    const { url } = await startRaw(() => void told.push("asked"), { behind: await growing() });
    const onCredentials = ({ accessKey }: Credentials) => void told.push(accessKey);
    const client = clientOf(url, { onCredentials });
    await lookup(client);
    await lookup(client);
    expect(told).toEqual([testKeys.accessKey, "asked", "asked"]);
  });

  it.each([
    ["throws", () => throwing()],
    ["rejects", async () => throwing()],
  ])("finds a backup although onCredentials, onProgress or onAdvice %s", async (_how, fail) => {
    const { url } = await growing();
    const env = { BACKUPS_ENDPOINT_URL: url };
    const calls = { onCredentials: jest.fn(fail), onProgress: jest.fn(fail), onAdvice: jest.fn(fail) };
    const client = clientOf(url, { ...calls, env }, { endpoint: undefined });
    expect((await lookup(client)).latestId).toBe("1");
    for (const call of Object.values(calls)) expect(call).toHaveBeenCalled();
  });

  it.each<[keyof ClientOptions, unknown]>([
    ["timeout", 0],
    ["timeout", Number.NaN],
    ["timeout", Number.POSITIVE_INFINITY],
    ["timeout", -1],
    ["maxRetries", -1],
    ["maxRetries", 1e9],
    ["reuseFor", -1],
  ])("is refused with %s %d, and what is allowed is told", (name, value) => {
    const error = thrownBy(() => new BackupsClient({ [name]: value }));
    expect([error.code, error.argument]).toEqual(["usage", name]);
    expect(error.message).toMatch(new RegExp(`^${name}: got ${value}, expected `));
  });
});

describe("a time zone", () => {
  it.each(listings.filter(({ cloud }) => cloud.name !== "tencentcloud").map(({ name }) => name))(
    "is refused in the settings of a vendor that has no such setting: %s",
    async (name) => {
      const client = clientOf("http://127.0.0.1:1", {}, { timeZone: "+01:00" });
      const asked = { instanceId: "db-1", region: "r-1" } as LookupQuery;
      for (const refused of [client.lookup(name, asked), client.instances(name, { region: "r-1" })]) {
        const error = await refusalOf(refused);
        expect([error.code, error.argument]).toEqual(["usage", "timeZone"]);
        expect(error.message).toMatch(/^timeZone: .* has no such setting$/);
        expect(error.hint).toMatch(/^Leave timeZone out of the settings of /);
      }
    },
  );
});

describe("the profile of one lookup", () => {
  let home: string;
  beforeEach(() => {
    home = temporaryDirectory();
    mkdirSync(join(home, ".jdc"));
    writeFileSync(
      join(home, ".jdc", "config"),
      "[restore]\naccess_key = restore-key\nsecret_key = s\nregion_id = cn-south-1\n",
    );
  });

  it("means its own account: neither the client's keys nor the environment's are used", async () => {
    const { url, seen } = await growing();
    const env = { JDCLOUD_ACCESS_KEY: "env-key", JDCLOUD_SECRET_KEY: "s" };
    const client = clientOf(url, { home, env });
    await Promise.all([lookup(client), lookup(client, { profile: "restore" })]);
    expect(
      seen.map(({ headers }) => /Credential=([^/]+)/.exec(String(headers.authorization))?.[1]).sort(),
    ).toEqual([testKeys.accessKey, "restore-key"]);
  });

  describe("is another account than the client's own keys, although the client's settings name it too", () => {
    const keyOf = (request?: SeenRequest) =>
      /Credential=([^/]+)/.exec(String(request?.headers.authorization))?.[1];
    const clientWithBoth = (url: string, reuseFor = 0) =>
      clientOf(url, { home, reuseFor }, { profile: "restore" });

    it.each([0, 60])("in either order, with reuseFor %d s", async (reuseFor) => {
      const first = await growing();
      const one = clientWithBoth(first.url, reuseFor);
      await lookup(one);
      await lookup(one, { profile: "restore" });
      expect(first.seen.map(keyOf)).toEqual([testKeys.accessKey, "restore-key"]);
      const second = await growing();
      const other = clientWithBoth(second.url, reuseFor);
      await lookup(other, { profile: "restore" });
      await lookup(other);
      expect(second.seen.map(keyOf)).toEqual(["restore-key", testKeys.accessKey]);
    });

    it("when both are asked at once", async () => {
      const { url, seen } = await growing();
      const client = clientWithBoth(url);
      await Promise.all([lookup(client), lookup(client, { profile: "restore" })]);
      expect(seen.map(keyOf).sort()).toEqual([testKeys.accessKey, "restore-key"]);
    });

    it("in a list of instances, and with a function for the client's keys", async () => {
      const { url, seen } = await growing();
      const credentials = async () => keys;
      const client = clientOf(url, { home }, { profile: "restore", credentials });
      const { region } = query;
      await Promise.all([
        client.instances("jdcloud-redis", { region }),
        client.instances("jdcloud-redis", { region, profile: "restore" }),
      ]);
      expect(seen.map(keyOf).sort()).toEqual([testKeys.accessKey, "restore-key"]);
    });
  });

  it("shares a read with a lookup that takes the same profile from the client's settings", async () => {
    const { url, seen } = await growing();
    const client = clientOf(
      url,
      { home },
      { profile: "restore", accessKey: undefined, secretKey: undefined },
    );
    await Promise.all([lookup(client), lookup(client, { profile: "restore" })]);
    expect(seen).toHaveLength(1);
  });

  it("has its own region", async () => {
    const { url, seen } = await growing();
    await lookup(clientOf(url, { home }), { profile: "restore", region: undefined });
    expect(seen[0]?.path).toContain("/regions/cn-south-1/");
  });
});

describe("the environment", () => {
  it("is enough for a lookup: address, keys and region", async () => {
    const { url, seen } = await growing();
    const client = new BackupsClient({
      testing: {
        env: {
          BACKUPS_ENDPOINT_URL: url,
          JDCLOUD_ACCESS_KEY: "env-key",
          JDCLOUD_SECRET_KEY: "s",
          JDCLOUD_REGION: "cn-east-2",
        },
        home: "/nowhere",
      },
    });
    const { latest } = await client.lookup("jdcloud-redis", { instanceId: query.instanceId });
    expect(latest?.region).toBe("cn-east-2");
    expect(seen[0]?.headers.authorization).toContain("Credential=env-key/");
  });
});
