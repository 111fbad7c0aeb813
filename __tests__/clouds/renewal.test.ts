import { setTimeout as sleep } from "node:timers/promises";
import type { Credentials } from "../../src/client";
import { refreshedKeys } from "../../src/clouds/refreshed-keys";
import { refusalOf } from "../helpers/client";
import { baseKeys, type KeyServerOptions, sessionKeys, stsAction, webToken } from "../helpers/key-server";
import { keysOf, LOOKUPS, type Machine, machines, type RoleCloud } from "../helpers/machine";
import { withoutRateLimit } from "../helpers/unlimited";

const start = machines();
withoutRateLimit("alicloud-redis");
withoutRateLimit("tencentcloud-redis");

const isKeys = (path: string) => /security-credentials\/.+|\/keys/.test(path);
const ROLE = "acs:ram::1:role/restore";

/** Each way to temporary keys, and the request that gives them. */
const ways: readonly (readonly [string, RoleCloud, (machine: Machine) => Record<string, string>])[] = [
  ["the role of an ECS instance", "alicloud", () => ({})],
  [
    "an assumed role of Alibaba Cloud",
    "alicloud",
    () => ({ ...keysOf.alicloud, ALIBABA_CLOUD_ROLE_ARN: ROLE }),
  ],
  [
    "a role of Alibaba Cloud by token",
    "alicloud",
    (machine) => ({
      ALIBABA_CLOUD_ROLE_ARN: ROLE,
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "p",
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: machine.put("token", webToken),
    }),
  ],
  ["a credentials URI", "alicloud", ({ keys }) => ({ ALIBABA_CLOUD_CREDENTIALS_URI: `${keys.url}/keys` })],
  ["the role of a CVM instance", "tencentcloud", () => ({})],
  [
    "an assumed role of Tencent Cloud",
    "tencentcloud",
    () => ({ ...keysOf.tencentcloud, TENCENTCLOUD_ROLE_ARN: ROLE, TENCENTCLOUD_ROLE_SESSION_NAME: "s" }),
  ],
  [
    "a role of Tencent Cloud by token",
    "tencentcloud",
    (machine) => ({
      TKE_PROVIDER_ID: "p",
      TKE_ROLE_ARN: ROLE,
      TKE_WEB_IDENTITY_TOKEN_FILE: machine.put("token", webToken),
    }),
  ],
];

/** How often keys were given out. */
const given = ({ keys }: Machine) =>
  keys.seen.filter((request) => stsAction(request) ?? isKeys(request.path)).length;

describe("keys that last three minutes", () => {
  it.each(ways)(
    "from %s are asked for five times in ten minutes of lookups, by all of them together",
    async (_name, cloud, env) => {
      let now = Date.now();
      const clock = () => new Date(now);
      const machine = await start({ lastsS: 180, now: clock });
      const client = machine.client(env(machine), {}, { testing: { now: clock } });
      const [name, query] = LOOKUPS[cloud];
      for (let second = 0; second <= 600; second += 30, now += 30_000) {
        // Different questions: the same one would be asked once.
        await Promise.all([client.lookup(name, query), client.instances(name, { region: query.region })]);
      }
      expect(machine.used.every(({ status }) => status === 200)).toBe(true);
      expect(machine.used.length).toBeGreaterThanOrEqual(42);
      // A quarter of their life is kept in reserve: they are renewed by the first lookup after 135 seconds.
      expect(given(machine)).toBe(5);
    },
  );
});

describe("a token file", () => {
  it("is read again for each session", async () => {
    let now = Date.now();
    const clock = () => new Date(now);
    const machine = await start({ lastsS: 900, now: clock });
    const file = machine.put("token", webToken);
    const env = { TKE_PROVIDER_ID: "p", TKE_ROLE_ARN: ROLE, TKE_WEB_IDENTITY_TOKEN_FILE: file };
    const client = machine.client(env, {}, { testing: { now: clock } });
    const [name, query] = LOOKUPS.tencentcloud;
    await client.lookup(name, query);
    machine.put("token", "another.token.here");
    now += 800_000;
    await client.lookup(name, query);
    expect(machine.stsCalls.map(({ asked }) => asked.WebIdentityToken)).toEqual([
      webToken,
      "another.token.here",
    ]);
  });
});

describe("a renewal that fails", () => {
  it("is an error only after the keys have expired", async () => {
    let now = Date.now();
    let fails = false;
    const clock = () => new Date(now);
    const instead: KeyServerOptions["instead"] = ({ path }) =>
      fails && isKeys(path) ? { status: 500, body: "" } : undefined;
    const machine = await start({ lastsS: 3600, now: clock, instead });
    const client = machine.client({}, {}, { testing: { now: clock } });
    const [name, query] = LOOKUPS.tencentcloud;
    await client.lookup(name, query);
    fails = true;
    now += 50 * 60_000;
    expect((await client.lookup(name, query)).latestId).not.toBeNull();
    expect((await client.lookup(name, query)).latestId).not.toBeNull();
    expect(given(machine)).toBe(2);
    now += 11 * 60_000;
    expect((await refusalOf(client.lookup(name, query))).message).toContain("it answered with HTTP 500");
    fails = false;
    expect((await client.lookup(name, query)).latestId).not.toBeNull();
  });
});

describe("keys of a function", () => {
  it("are requested once, or again before their expiresAt", async () => {
    let now = Date.now();
    const clock = () => new Date(now);
    const machine = await start({ now: clock }, baseKeys);
    const [name, query] = LOOKUPS.alicloud;
    for (const [expires, times] of [
      [undefined, 1],
      [600_000, 2],
    ] as const) {
      let asked = 0;
      const credentials = async () => {
        asked += 1;
        return { ...baseKeys, ...(expires && { expiresAt: new Date(now + expires) }) };
      };
      const client = machine.client({}, { credentials }, { testing: { now: clock } });
      await Promise.all([client.lookup(name, query), client.instances(name, { region: query.region })]);
      now += 500_000;
      await client.lookup(name, query);
      expect(asked).toBe(times);
    }
    const odd = machine.client(
      {},
      { credentials: async () => ({ ...baseKeys, expiresAt: "soon" as never }) },
    );
    expect((await refusalOf(odd.lookup(name, query))).message).toContain("an expiresAt that is not a time");
  });
});

describe("refreshed keys", () => {
  const keys = (expiresAtMs: number): Credentials => ({ ...sessionKeys, expiresAt: new Date(expiresAtMs) });

  it("are searched for once for all callers at the same time, also after a failure", async () => {
    let searches = 0;
    let fails = true;
    const current = refreshedKeys(
      async () => {
        searches += 1;
        await sleep(1);
        if (fails) throw new Error("no");
        return keys(1_000_000);
      },
      () => 0,
    );
    const outcomes = await Promise.allSettled([current(), current(), current()]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    fails = false;
    await Promise.all([current(), current()]);
    expect(searches).toBe(2);
  });

  it("that a server returns until their expiry are not requested with every lookup", async () => {
    let [now, searches] = [0, 0];
    const current = refreshedKeys(
      async () => {
        searches += 1;
        return keys(3_600_000);
      },
      () => now,
    );
    for (; now < 3_600_000; now += 1_000) await current();
    expect(searches).toBeLessThan(12);
  });
});

it("are renewed while a lookup waits, which signs with the current keys", async () => {
  let now = Date.now();
  const clock = () => new Date(now);
  const machine = await start({ lastsS: 180, now: clock });
  const used: string[] = [];
  let seen = 0;
  const [name, query] = LOOKUPS.tencentcloud;
  const client = machine.client(
    {},
    {},
    {
      maxRetries: 3,
      testing: {
        now: clock,
        http: async (request) => {
          used.push(String(request.headers["X-TC-Token"]));
          // The answer takes so long to come that the first keys have expired.
          now += 200_000;
          seen += 1;
          const date = { date: clock().toUTCString() };
          if (seen === 1) return { status: 503, headers: date, text: "" };
          return {
            status: 200,
            headers: date,
            text: JSON.stringify({ Response: { TotalCount: 0, BackupSet: [], RequestId: "r" } }),
          };
        },
      },
    },
  );
  await client.examine(name, query);
  expect(used).toEqual([sessionKeys.securityToken, sessionKeys.securityToken]);
  expect(given(machine)).toBe(2);
});
