import { Deadline } from "../../src/transport/deadline";
import { LearnedRate } from "../../src/transport/learned-rate";
import { RateLimit } from "../../src/transport/rate-limit";
import { VirtualClock } from "../helpers/virtual-clock";

const never = new AbortController().signal;

function limitOf(documented: number) {
  const clock = new VirtualClock();
  const limit = new RateLimit(documented, clock);
  const take = async (slots: number) => {
    const deadline = new Deadline(1e9, clock);
    const waits = Array.from({ length: slots }, () => limit.slot(deadline, never));
    return clock.run(Promise.all(waits));
  };
  return { clock, limit, take, pass: (ms: number) => clock.run(clock.sleep(ms)) };
}

describe("a rate limit", () => {
  it("lets one second's worth through at once in the first second of a process, and spreads the rest", async () => {
    const { clock, take } = limitOf(20);
    await take(20);
    expect(clock.now()).toBe(0);
    await take(6);
    expect(clock.now()).toBeCloseTo(300);
  });

  it("gives away no burst after a refusal", async () => {
    const { clock, limit, take, pass } = limitOf(20);
    for (const slot of await take(1)) limit.throttled(slot);
    await pass(5000);
    const before = clock.now();
    await take(4);
    expect(clock.now() - before).toBeGreaterThan(150);
  });

  it("waits no longer than it is told to", async () => {
    const { clock, limit, take } = limitOf(0.5);
    await take(1);
    const stop = new AbortController();
    const waiting = limit.slot(new Deadline(1e9, clock), stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a learned rate", () => {
  /** One of ten a second that were all sent at once, of which some were taken before the others were refused. */
  function refused(sent: number, taken: number) {
    const rate = new LearnedRate(10);
    const slots = Array.from({ length: sent }, () => rate.send(0));
    for (const slot of slots.slice(0, taken)) rate.accepted(slot);
    for (const slot of slots.slice(taken)) rate.throttled(slot, 0);
    return rate;
  }

  it("is lowered once by one overshoot, to what was seen to be accepted", () => {
    expect(refused(10, 4).at(0)).toBeCloseTo(0.93 * 4);
  });

  it("is lowered a little by a refusal that comes before there is anything to measure", () => {
    expect(refused(1, 0).at(0)).toBeCloseTo(10 * 0.8 * 0.93);
  });

  it("comes near the refused rate slowly, and back to the documented one in minutes and no further", () => {
    const rate = refused(10, 5);
    const after = (seconds: number) => rate.at(seconds * 1000);
    expect(after(1)).toBeLessThan(5);
    expect(after(31)).toBeCloseTo(5, 1);
    expect(after(91)).toBeLessThan(7.5);
    expect([after(151), after(1e6)]).toEqual([10, 10]);
    expect([rate.burst(1000), rate.burst(151_000)]).toEqual([1, 10]);
  });

  it("is not changed by being looked at", () => {
    const rate = refused(10, 5);
    const before = rate.at(0);
    expect(rate.at(1e6)).toBe(10);
    expect(rate.at(0)).toBe(before);
  });
});

describe("a lookup's time", () => {
  it("begins with its first slot, and does not count what others take", async () => {
    const { clock, limit } = limitOf(1);
    const deadlines = [1, 2, 3].map(() => new Deadline(1500, clock));
    const slots = deadlines.map((deadline) => limit.slot(deadline, never));
    await clock.run(Promise.all(slots));
    expect(deadlines.map(({ startedAt }) => startedAt)).toEqual([0, 980, 1980]);
    expect(deadlines[2]?.leftMs).toBe(1500);
  });

  it("ends while it waits for slots of its own", async () => {
    const { clock, limit } = limitOf(1);
    const deadline = new Deadline(2500, clock);
    const slots = [1, 2, 3, 4, 5].map(() => limit.slot(deadline, never));
    const outcomes = await clock.run(Promise.allSettled(slots));
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array(3).fill("fulfilled"),
      ...Array(2).fill("rejected"),
    ]);
    expect(clock.now()).toBeCloseTo(2500);
  });

  it("is over a little before its end, so that a timer that rings early is no answer that did not come", () => {
    const { clock } = limitOf(1);
    const isOver = (left: number) => new Deadline(left, clock).isOver;
    expect([1000, 10, 1, 0.2, 0, -1].map(isOver)).toEqual([false, false, true, true, true, true]);
  });

  it("lets a lookup that has started go before one that has not", async () => {
    const { clock, limit } = limitOf(1);
    const [first, second] = [new Deadline(1e9, clock), new Deadline(1e9, clock)];
    await limit.slot(first, never);
    const order: string[] = [];
    const waits = [
      limit.slot(second, never).then(() => order.push("second")),
      limit.slot(first, never).then(() => order.push("first")),
    ];
    await clock.run(Promise.all(waits));
    expect(order).toEqual(["first", "second"]);
  });
});
