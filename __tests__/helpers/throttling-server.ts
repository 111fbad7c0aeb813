import type { Cloud } from "../../src/clouds/cloud";
import { Deadline } from "../../src/transport/deadline";
import type { Http } from "../../src/transport/http";
import { Transport } from "../../src/transport/transport";
import { Random } from "./random";
import { VirtualClock } from "./virtual-clock";

/** Requests per second that a server takes, by the time in milliseconds. */
export type RateAt = (at: number) => number;

/** How a server counts: whether it takes a request that arrives at a time in milliseconds. */
export type Counting = (rateAt: RateAt) => (at: number) => boolean;

/** Requests that a rate allows in a window, and the window in milliseconds: a second, or the time that one takes. */
const windowOf = (rate: number): [number, number] =>
  rate >= 1 ? [Math.round(rate), (Math.round(rate) * 1000) / rate] : [1, 1000 / rate];

/** So many in each second of the server's clock. */
export const fixedWindow: Counting = (rateAt) => {
  let [window, count] = [-1, 0];
  return (at) => {
    const [limit, ms] = windowOf(rateAt(at));
    const current = Math.floor(at / ms);
    if (current !== window) [window, count] = [current, 0];
    return count < limit && ++count > 0;
  };
};

/** So many in any second, of which those that were refused may count as well. */
const rolling =
  (countsRefused: boolean): Counting =>
  (rateAt) => {
    let counted: number[] = [];
    return (at) => {
      const [limit, ms] = windowOf(rateAt(at));
      counted = counted.filter((time) => time > at - ms);
      const takes = counted.length < limit;
      if (takes || countsRefused) counted.push(at);
      return takes;
    };
  };
export const rollingWindow = rolling(false);
export const strictWindow = rolling(true);

/** A bucket that holds a second's worth. */
export const tokenBucket: Counting = (rateAt) => {
  let [tokens, last] = [Math.max(1, rateAt(0)), 0];
  return (at) => {
    const rate = rateAt(at);
    tokens = Math.min(Math.max(1, rate), tokens + ((at - last) * rate) / 1000);
    last = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};

const cloud = {
  name: "jdcloud",
  sign: () => ({ method: "GET", url: "http://server", headers: {} }),
  open: (_body: unknown, { status }: { status: number }) =>
    status === 429
      ? { fault: { kind: "throttled", vendorCode: "429", message: "too many", requestId: "r" } }
      : { payload: {} },
} as unknown as Cloud;

/** What to simulate. */
export interface Plan {
  readonly documented: number;
  /** Requests per second that the server takes. */
  readonly real: number | RateAt;
  readonly counting: Counting;
  /** Of each process. */
  readonly lookups: number;
  /** Of each lookup, one after the other; or how many after the first one at once. */
  readonly requests: number;
  readonly concurrently?: boolean;
  /** Processes that share the account, each with a limit of its own. @default 1 */
  readonly processes?: number;
  /** Lookups of a process that are under way at once. @default all */
  readonly parallelism?: number;
  readonly timeoutMs?: number;
  readonly maxRetries?: number;
  readonly seed?: number;
  /** Time that a request, or an answer, takes on its way. @default from 10 to 100 ms */
  readonly wayMs?: readonly [number, number];
}

/** Runs work on so many items at once. */
async function inParallel(
  count: number,
  most: number,
  work: () => Promise<void>,
): Promise<PromiseSettledResult<void>[]> {
  const outcomes: PromiseSettledResult<void>[] = [];
  let left = count;
  const worker = async () => {
    while (left-- > 0) outcomes.push(...(await Promise.allSettled([work()])));
  };
  await Promise.all(Array.from({ length: Math.min(count, most) }, worker));
  return outcomes;
}

/** Runs lookups against a simulated server, in no time. */
export async function simulate(plan: Plan) {
  const clock = new VirtualClock();
  const random = new Random(plan.seed ?? 1);
  const { real, processes = 1, parallelism = plan.lookups } = plan;
  const takes = plan.counting(typeof real === "number" ? () => real : real);
  const [least, most] = plan.wayMs ?? [10, 100];
  const onTheWay = () => clock.sleep(least + (most - least) * random.fraction());
  const seen = { accepted: 0, throttled: 0 };
  const http: Http = async () => {
    await onTheWay();
    const accepted = takes(clock.now());
    seen[accepted ? "accepted" : "throttled"] += 1;
    await onTheWay();
    return { status: accepted ? 200 : 429, headers: {}, text: "{}" };
  };
  const signal = new AbortController().signal;
  const endpoint = new URL("http://server");
  const runOfProcess = () => {
    const options = { http, now: () => new Date(0), maxRetries: plan.maxRetries ?? 5, clock };
    const transport = new Transport(options);
    return inParallel(plan.lookups, parallelism, async () => {
      const deadline = new Deadline(plan.timeoutMs ?? 60_000, clock);
      const send = () =>
        transport.send({
          cloud,
          call: { service: "s", version: "1", action: "a", region: "r", parameters: {} },
          endpoint,
          clock: transport.clockOf(endpoint),
          credentials: { accessKey: "a", secretKey: "s" },
          requestsPerSecond: plan.documented,
          signal,
          deadline,
        });
      await send();
      if (plan.concurrently) await Promise.all(Array.from({ length: plan.requests - 1 }, send));
      else for (let sent = 1; sent < plan.requests; sent++) await send();
    });
  };
  // Delays before another attempt are random too, and the same seed must give the same figures.
  const machines = Math.random;
  Math.random = () => random.fraction();
  const outcomes = await clock
    .run(Promise.all(Array.from({ length: processes }, runOfProcess)))
    .finally(() => {
      Math.random = machines;
    });
  const requests = processes * plan.lookups * plan.requests;
  const rate = Math.min(typeof real === "number" ? real : real(0), plan.documented * processes);
  const floorMs = ((requests - Math.max(1, rate)) / rate) * 1000;
  return {
    ms: clock.now(),
    ratio: clock.now() / floorMs,
    failed: outcomes
      .flat()
      .filter(({ status }) => status === "rejected")
      .map((o) => String((o as PromiseRejectedResult).reason)),
    ...seen,
  };
}
