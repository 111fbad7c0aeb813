import { RateLimit } from "../../src/transport/rate-limit";

const never = new AbortController().signal;

/** How long it takes to get so many slots, in milliseconds. */
async function takes(limit: RateLimit, slots: number): Promise<number> {
  const before = performance.now();
  await Promise.all(Array.from({ length: slots }, () => limit.slot(never)));
  return performance.now() - before;
}

describe("a rate limit", () => {
  it("lets one second's worth through at once, and spreads the rest", async () => {
    const limit = new RateLimit(20);
    expect(await takes(limit, 20)).toBeLessThan(800);
    // Six more at 20 a second: 0.3 s. A timer may fire a little early against another clock.
    expect(await takes(limit, 6)).toBeGreaterThan(280);
  });

  it("halves when throttled, down to one request in two seconds, and recovers to the documented rate", () => {
    const limit = new RateLimit(10);
    limit.throttled();
    expect(limit.currentRate).toBe(5);
    limit.throttled();
    expect(limit.currentRate).toBe(2.5);
    for (let count = 0; count < 9; count++) limit.throttled();
    expect(limit.currentRate).toBe(0.5);
    limit.accepted();
    expect(limit.currentRate).toBe(1.5);
    for (let count = 0; count < 20; count++) limit.accepted();
    expect(limit.currentRate).toBe(10);
  });

  it("gives away no burst after a throttle", async () => {
    const limit = new RateLimit(20);
    limit.throttled();
    // Four at 10 a second: the first at once, three after 0.1 s each.
    expect(await takes(limit, 4)).toBeGreaterThan(280);
  });

  it("waits no longer than it is told to", async () => {
    const limit = new RateLimit(0.5);
    await limit.slot(never);
    const stop = new AbortController();
    const waiting = limit.slot(stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  });
});
