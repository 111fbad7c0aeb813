import { Deadline } from "../../src/transport/deadline";
import { RateLimit } from "../../src/transport/rate-limit";
import { VirtualClock } from "../helpers/virtual-clock";

const never = new AbortController().signal;

function limitOf(documented: number) {
  const clock = new VirtualClock();
  const limit = new RateLimit(documented, clock);
  const take = async (slots: number) => {
    const deadline = new Deadline(1e9, clock);
    const waits = Array.from({ length: slots }, () => limit.slot(deadline, new AbortController().signal));
    return clock.run(Promise.all(waits));
  };
  return { clock, limit, take, pass: (ms: number) => clock.run(clock.sleep(ms)) };
}

describe("a rate limit", () => {
  it("lets one second's worth through at once, and after it spreads the rest evenly", async () => {
    const { clock, take } = limitOf(20);
    await take(20);
    expect(clock.now()).toBe(0);
    await take(1);
    expect(clock.now()).toBeCloseTo(1005);
    await take(6);
    expect(clock.now()).toBeCloseTo(1205);
  });

  it("gives any second no more than the documented rate, also where its burst is taken late", async () => {
    const { clock, take, pass } = limitOf(10);
    await take(1);
    await pass(900);
    const sent = [0];
    for (let count = 0; count < 30; count++) {
      await take(1);
      sent.push(clock.now());
    }
    for (const from of sent)
      expect(sent.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(10);
  });

  it("takes what a request took longer than the fastest for its way, because it may have arrived as late, but at most 50 ms", async () => {
    for (const [took, expected] of [
      [40, 1005],
      [70, 1035],
      [440, 1055],
    ] as const) {
      const { clock, limit, pass } = limitOf(1);
      const deadline = new Deadline(1e9, clock);
      const send = async (ms: number) => {
        const answered = await clock.run(limit.slot(deadline, never));
        const sentAt = clock.now();
        await pass(ms);
        answered();
        return sentAt;
      };
      await send(40);
      const sentAt = await send(took);
      expect((await send(40)) - sentAt).toBeCloseTo(expected);
    }
  });

  it("holds up nobody who took the burst one by one", async () => {
    const { clock, take, pass } = limitOf(10);
    for (let count = 0; count < 10; count++) {
      await take(1);
      await pass(150);
    }
    await take(1);
    expect(clock.now()).toBe(1500);
  });

  it("lets one second's worth through at once again after a second in which nothing was sent", async () => {
    const { clock, take, pass } = limitOf(20);
    await take(30);
    await pass(1005);
    const before = clock.now();
    await take(20);
    expect(clock.now()).toBe(before);
  });

  it("sets one timer at a time, however many requests wait", async () => {
    const { clock, take } = limitOf(1);
    await take(20);
    // One for each slot, and one again after the first was set for fewer requests.
    expect(clock.timersSet).toBeLessThanOrEqual(20);
  });

  it("makes up for timers that fire late, up to a moment", async () => {
    const { clock, take, pass } = limitOf(20);
    await take(21);
    const start = clock.now();
    for (let count = 0; count < 10; count++) {
      await pass(60);
      await take(1);
    }
    expect(clock.now() - start).toBeCloseTo(600);
  });

  it("gives no burst while its rate is lowered, and the lowered rate to a single one", async () => {
    const { clock, limit, take, pass } = limitOf(20);
    await take(1);
    for (let count = 0; count < 40; count++) limit.refused();
    await pass(1100);
    await take(1);
    const before = clock.now();
    await take(4);
    expect(clock.now() - before).toBeGreaterThan(280);
  });

  it("gives a rate below one its own time, and none while it pauses", async () => {
    const { clock, limit, take } = limitOf(0.5);
    await take(2);
    expect(clock.now()).toBeCloseTo(2005);
    limit.pause(5000);
    limit.pause(1000);
    await take(1);
    expect(clock.now()).toBeCloseTo(7005);
  });

  it("waits no longer than it is told to", async () => {
    const { clock, limit, take } = limitOf(0.5);
    await take(1);
    const stop = new AbortController();
    const waiting = limit.slot(new Deadline(1e9, clock), stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  });

  it("gives the slots of a lookup in turn, a repeated request first, and none to one that was stopped", async () => {
    const { clock, limit, take } = limitOf(1);
    await take(1);
    const [deadline, stop] = [new Deadline(1e9, clock), new AbortController()];
    const order: string[] = [];
    const ask = (name: string, signal = never, again = false) =>
      limit.slot(deadline, signal, again).then(() => order.push(name));
    const waits = [ask("first"), ask("stopped", stop.signal), ask("second"), ask("again", never, true)];
    stop.abort();
    await clock.run(Promise.allSettled(waits));
    stop.abort();
    expect(order).toEqual(["again", "first", "second"]);
  });
});

describe("a lookup's time", () => {
  it("begins with its first slot, and does not count what others take", async () => {
    const { clock, limit } = limitOf(1);
    const deadlines = [1, 2, 3].map(() => new Deadline(1500, clock));
    const slots = deadlines.map((deadline) => limit.slot(deadline, never));
    await clock.run(Promise.all(slots));
    expect(deadlines.map(({ startedAt }) => startedAt)).toEqual([0, 1005, 2010]);
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

  it("ends in time also if another lookup began to wait for the next slot before", async () => {
    const { clock, limit, pass } = limitOf(0.5);
    const [started, other] = [new Deadline(1500, clock), new Deadline(1e9, clock)];
    await limit.slot(started, never);
    const waiting = limit.slot(other, never);
    await pass(100);
    const ended = limit.slot(started, never).catch((error: Error) => `${error.message} at ${clock.now()}`);
    expect(await clock.run(ended)).toMatch(/^the lookup's time is over at (?:1499|1500)/);
    await clock.run(waiting);
  });

  it("is over a little before its end, so that a timer that rings early is no answer that did not come", () => {
    const { clock } = limitOf(1);
    const isOver = (left: number) => new Deadline(left, clock).isOver;
    expect([1000, 10, 1, 0.2, 0, -1].map(isOver)).toEqual([false, false, true, true, true, true]);
  });

  it("gets back what the slots of another lookup take while it waits, and no more", async () => {
    const { clock, limit, pass } = limitOf(1);
    const [first, second] = [new Deadline(1e9, clock), new Deadline(1500, clock)];
    await limit.slot(first, never);
    await clock.run(limit.slot(second, never));
    await pass(300);
    const deadlines = [first, first, first, second];
    await clock.run(Promise.all(deadlines.map((deadline) => limit.slot(deadline, never))));
    expect(clock.now()).toBeCloseTo(5 * 1005);
    // Its own are the 300 ms before it asked, and the time of its own slot.
    expect(second.leftMs).toBeCloseTo(1500 - 300 - 1005);
  });

  it("does not begin if the lookup was stopped before it asked", async () => {
    const { clock, limit } = limitOf(1);
    const deadline = new Deadline(1e9, clock);
    await expect(limit.slot(deadline, AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
    expect(deadline.startedAt).toBeUndefined();
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
