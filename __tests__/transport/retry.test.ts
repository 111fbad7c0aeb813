import { retryAfterMs, retryDelayMs } from "../../src/transport/retry";

const now = new Date("2026-11-21T12:00:00Z");

describe("the delay before another attempt", () => {
  it("doubles with each attempt up to ten seconds, longer for a throttle", () => {
    const ceilings = (trouble: "transient" | "throttled") =>
      [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => retryDelayMs(trouble, attempt, 0, 1));
    expect(ceilings("transient")).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
    expect(ceilings("throttled")).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, 10_000]);
  });

  it("is spread from zero, so that clients that failed together do not come back together", () => {
    expect([0, 0.25, 0.5].map((random) => retryDelayMs("transient", 3, 0, random))).toEqual([0, 200, 400]);
  });

  it("is never shorter than the server asked", () => {
    expect(retryDelayMs("transient", 1, 3000, 0.5)).toBe(3000);
    expect(retryDelayMs("throttled", 4, 3000, 1)).toBe(8000);
    expect(retryDelayMs("throttled", 1, 60_000, 1)).toBe(60_000);
  });
});

describe("what an answer asks to wait", () => {
  it.each<[Record<string, string>, number]>([
    [{ "retry-after": "3" }, 3000],
    [{ "retry-after": " 0.5 " }, 500],
    [{ "retry-after": "Sat, 21 Nov 2026 12:00:10 GMT" }, 10_000],
    [{ "retry-after": "Sat, 21 Nov 2026 11:00:00 GMT" }, 0],
    [{ "retry-after": "120" }, 120_000],
    [{ "retry-after": "1.25" }, 1250],
    [{ "retry-after": "soon" }, 0],
    [{ "retry-after": "60s" }, 0],
    [{ "retry-after": "in 60" }, 0],
    [{ "retry-after": "-3" }, 0],
    [{ "retry-after": "" }, 0],
    [{ "x-acs-retry-after": "1500" }, 1500],
    [{ "x-acs-retry-after": "1500", "retry-after": "60" }, 1500],
    [{ "x-acs-retry-after": "x", "retry-after": "2" }, 2000],
    [{ "x-acs-retry-after": "0", "retry-after": "2" }, 2000],
    [{}, 0],
  ])("%j is %d ms", (headers, ms) => {
    expect(retryAfterMs(headers, now, "x-acs-retry-after")).toBe(ms);
  });

  it("is counted on the server's own clock where it tells its time", () => {
    const headers = { "retry-after": "Sat, 21 Nov 2026 15:00:10 GMT", date: "Sat, 21 Nov 2026 15:00:00 GMT" };
    expect(retryAfterMs(headers, now)).toBe(10_000);
  });
});
