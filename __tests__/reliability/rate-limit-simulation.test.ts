import { rounds } from "../helpers/long-run";
import {
  fixedWindow,
  type Plan,
  rollingWindow,
  simulate,
  strictWindow,
  tokenBucket,
} from "../helpers/throttling-server";

const SEEDS = rounds(1, 10);
const servers = [
  ["a fixed second", fixedWindow],
  ["any second", rollingWindow],
  ["any second, refused ones too", strictWindow],
  ["a bucket", tokenBucket],
] as const;
const DOCUMENTED = { documented: 10, requests: 1 };
/** Of the documented rate, with the time that is allowed, of the shortest. The long run has all of them. */
const RATES = (
  [
    [0.1, 1.5],
    [0.5, 1.3],
    [1, 1.15],
    [0.2, 1.5],
    [0.8, 1.2],
    [2, 1.15],
  ] as const
).slice(0, rounds(3, 6));

/** Runs a plan with every seed: none may fail, and none may take longer. */
async function expectWithin(most: number, plan: Plan): Promise<void> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { ratio, failed } = await simulate({ ...plan, seed });
    expect(failed).toEqual([]);
    expect(ratio).toBeLessThanOrEqual(most);
  }
}

describe.each(servers)("300 lookups through a server that counts by %s", (_what, counting) => {
  const isStrict = counting === strictWindow;

  it.each(RATES)(
    "finish, at %d times the documented rate, within %d times the shortest time, or a sixth more where refusals count",
    async (factor, most) => {
      const plan = { ...DOCUMENTED, real: 10 * factor, counting, lookups: 300 };
      await expectWithin(isStrict ? most * 1.17 : most, plan);
    },
    rounds(30_000, 120_000),
  );

  it("finish while the rate falls to a fifth and rises again", async () => {
    const real = (at: number) => (at > 10_000 && at < 30_000 ? 2 : 10);
    const plan = { ...DOCUMENTED, real, counting, lookups: 600 };
    // 16 s are lost to the server. What is lost until the rate has grown back comes on top.
    await expectWithin((76 / 60) * 1.5, plan);
  });

  it("finish for four processes that share an account and know nothing of each other", async () => {
    await expectWithin(isStrict ? 2.2 : 1.7, {
      ...DOCUMENTED,
      real: 10,
      counting,
      lookups: 75,
      processes: 4,
    });
  });
});

describe("a server near by that counts by any second", () => {
  it("refuses none of 700 lookups at the documented rate, which take 1.05 of the shortest time", async () => {
    const plan: Plan = { ...DOCUMENTED, real: 10, counting: rollingWindow, lookups: 700, wayMs: [0, 3] };
    const { ratio, throttled } = await simulate(plan);
    expect(throttled).toBe(0);
    expect(ratio).toBeLessThan(1.05);
  });

  it("has nine tenths of its rate used, that is nine tenths of the documented one, by 50 lookups at once", async () => {
    const plan = { ...DOCUMENTED, real: 9, counting: rollingWindow, lookups: 1000, parallelism: 50 };
    await expectWithin(1 / 0.92, { ...plan, wayMs: [0, 5] });
  });
});

describe("many lookups through one client", () => {
  it("do not run out of time while they wait for each other: 1,000 at the documented rate", async () => {
    const plan = { ...DOCUMENTED, real: 10, counting: tokenBucket, lookups: 1000 };
    expect((await simulate(plan)).failed).toEqual([]);
  });

  it("nor 400 at half of it, nor those of many pages", async () => {
    const half = { documented: 10, real: 5, counting: rollingWindow };
    expect((await simulate({ ...half, lookups: 400, requests: 2 })).failed).toEqual([]);
    const long = { ...half, lookups: 20, requests: 100, concurrently: true };
    expect((await simulate(long)).failed).toEqual([]);
  });

  it("have no bound together while they make progress, however short each one's time is", async () => {
    const plan = { ...DOCUMENTED, real: 2, counting: rollingWindow, lookups: 200, timeoutMs: 5000 };
    const { failed, ms } = await simulate(plan);
    expect(failed).toEqual([]);
    expect(ms).toBeGreaterThan(15 * 5000);
  });
});

describe("an API that takes nothing", () => {
  const never = () => () => false;

  it.each([20, 100, 1000])("ends %d lookups together, after two timeouts", async (lookups) => {
    for (const timeoutMs of [4000, 60_000]) {
      const plan = { ...DOCUMENTED, real: 1, counting: never, lookups, timeoutMs };
      const { failed, ms, throttled } = await simulate(plan);
      expect(failed).toHaveLength(lookups);
      for (const error of failed) expect(error).toContain("kept throttling");
      expect(failed.at(-1)).toContain(`no request succeeded for ${(2 * timeoutMs) / 1000} s`);
      expect(ms).toBeLessThan(2.5 * timeoutMs);
      // It is not pestered meanwhile.
      expect(throttled).toBeLessThan(100);
    }
  });

  it("ends one lookup as soon as its retries are used up", async () => {
    const { failed, throttled } = await simulate({
      ...DOCUMENTED,
      real: 1,
      counting: never,
      lookups: 1,
      maxRetries: 3,
    });
    expect(failed).toEqual([expect.stringMatching(/kept throttling: too many$/)]);
    expect(throttled).toBe(4);
  });

  it("ends those that wait when it took some at first, two timeouts after the last", async () => {
    const some = () => (at: number) => at < 20_000;
    const plan = { ...DOCUMENTED, real: 1, counting: some, lookups: 1000, timeoutMs: 10_000 };
    const { failed, ms, accepted } = await simulate(plan);
    expect(accepted + failed.length).toBe(1000);
    expect(accepted).toBeGreaterThan(150);
    expect(ms).toBeLessThan(20_000 + 25_000);
    expect(ms).toBeGreaterThan(20_000 + 19_000);
  });
});
