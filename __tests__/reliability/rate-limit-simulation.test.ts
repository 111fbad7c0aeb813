import { rounds } from "../helpers/long-run";
import { fixedWindow, rollingWindow, simulate, tokenBucket } from "../helpers/throttling-server";

const SEEDS = rounds(1, 10);
const servers = [
  ["a fixed second", fixedWindow],
  ["any second", rollingWindow],
  ["a bucket", tokenBucket],
] as const;

describe.each(servers)("300 lookups through a server that counts by %s", (_what, counting) => {
  it.each([
    [1, 1.15],
    [0.5, 1.3],
    [0.2, 1.5],
    [0.1, 1.5],
    [0.8, 1.3],
    [1.5, 1.15],
    [2, 1.15],
  ])(
    "finish, at %d times the documented rate, within %d times the shortest possible time",
    async (factor, most) => {
      const documented = 10;
      const plan = { documented, real: documented * factor, counting, lookups: 300, requests: 3 };
      for (let seed = 1; seed <= SEEDS; seed++) {
        const { ratio, failed } = await simulate({ ...plan, seed });
        expect(failed).toEqual([]);
        expect(ratio).toBeLessThanOrEqual(most);
      }
    },
    rounds(30_000, 120_000),
  );
});

describe("many lookups through one client", () => {
  it("do not run out of time while they wait for each other: 1,000 at the documented rate", async () => {
    const plan = { documented: 10, real: 10, counting: tokenBucket, lookups: 1000, requests: 1 };
    expect((await simulate(plan)).failed).toEqual([]);
  });

  it("nor 400 at half of it, nor those of many pages", async () => {
    const half = { documented: 10, real: 5, counting: rollingWindow };
    expect((await simulate({ ...half, lookups: 400, requests: 2 })).failed).toEqual([]);
    const long = { ...half, lookups: 20, requests: 100, concurrently: true };
    expect((await simulate(long)).failed).toEqual([]);
  });

  it("end as throttled where the server refuses for ever", async () => {
    const never = () => () => false;
    const { failed, ms } = await simulate({
      documented: 10,
      real: 1,
      counting: never,
      lookups: 3,
      requests: 1,
    });
    expect(failed).toHaveLength(3);
    for (const error of failed) expect(error).toContain("kept throttling");
    expect(ms).toBeLessThan(200_000);
  });
});
