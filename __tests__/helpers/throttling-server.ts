import type { Cloud } from "../../src/clouds/cloud";
import { Deadline } from "../../src/transport/deadline";
import type { Http } from "../../src/transport/http";
import { Transport } from "../../src/transport/transport";
import { Random } from "./random";
import { VirtualClock } from "./virtual-clock";

/** How a server counts: whether it takes a request that arrives at a time in milliseconds. */
export type Counting = (ratePerSecond: number) => (at: number) => boolean;

/** So many in each second of the server's clock; of a rate below one, one in as many seconds as that takes. */
export const fixedWindow: Counting = (rate) => {
  const [limit, ms] = rate >= 1 ? [Math.round(rate), Math.round(rate) / rate] : [1, 1 / rate];
  let [window, count] = [-1, 0];
  return (at) => {
    const current = Math.floor(at / (1000 * ms));
    if (current !== window) [window, count] = [current, 0];
    return count < limit && ++count > 0;
  };
};

/** So many in any second. */
export const rollingWindow: Counting = (rate) => {
  const [limit, ms] = rate >= 1 ? [Math.round(rate), Math.round(rate) / rate] : [1, 1 / rate];
  let taken: number[] = [];
  return (at) => {
    taken = taken.filter((time) => time > at - 1000 * ms);
    return taken.length < limit && taken.push(at) > 0;
  };
};

/** A bucket that holds a second's worth. */
export const tokenBucket: Counting = (rate) => {
  const size = Math.max(1, rate);
  let [tokens, last] = [size, 0];
  return (at) => {
    tokens = Math.min(size, tokens + ((at - last) * rate) / 1000);
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
  readonly real: number;
  readonly counting: Counting;
  readonly lookups: number;
  /** Of each lookup, one after the other; or how many after the first one at once. */
  readonly requests: number;
  readonly timeoutMs?: number;
  readonly maxRetries?: number;
  readonly concurrently?: boolean;
  readonly seed?: number;
}

/** Runs lookups against a simulated server, in no time. */
export async function simulate(plan: Plan) {
  const clock = new VirtualClock();
  const random = new Random(plan.seed ?? 1);
  const takes = plan.counting(plan.real);
  const seen = { accepted: 0, throttled: 0 };
  const http: Http = async () => {
    await clock.sleep(10 + 90 * random.fraction());
    const accepted = takes(clock.now());
    seen[accepted ? "accepted" : "throttled"] += 1;
    await clock.sleep(10 + 90 * random.fraction());
    return { status: accepted ? 200 : 429, headers: {}, text: "{}" };
  };
  const transport = new Transport({ http, now: () => new Date(0), maxRetries: plan.maxRetries ?? 5, clock });
  const signal = new AbortController().signal;
  const endpoint = new URL("http://server");
  const lookup = async () => {
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
  };
  const outcomes = await clock.run(Promise.allSettled(Array.from({ length: plan.lookups }, lookup)));
  const requests = plan.lookups * plan.requests;
  const rate = Math.min(plan.real, plan.documented);
  const floorMs = ((requests - Math.max(1, rate)) / rate) * 1000;
  return {
    ms: clock.now(),
    ratio: clock.now() / floorMs,
    failed: outcomes
      .filter(({ status }) => status === "rejected")
      .map((o) => String((o as PromiseRejectedResult).reason)),
    ...seen,
  };
}
