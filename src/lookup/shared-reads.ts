/** Shares reads of the same question between calls. */
import type { ServerClock } from "../transport/server-clock";
import { stopped } from "../transport/transport";
import { untilAborted } from "../transport/until-aborted";

/** A finished read. */
export interface Read<Item> {
  readonly items: readonly Item[];
  readonly clock: ServerClock;
  /** The missing parts, as whole sentences. */
  readonly missing: ReadonlySet<string>;
}

/** The callers that wait for a read. It ends when all have stopped. */
class Callers {
  haveGone = false;
  private waiting = 0;

  constructor(private readonly end: AbortController) {}

  add(signal: AbortSignal): void {
    this.waiting += 1;
    const stop = () => {
      this.waiting -= 1;
      if (this.waiting > 0) return;
      this.haveGone = true;
      this.end.abort();
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true, signal: this.end.signal });
  }
}

/** Settles like the promise, or with the error of a stopped lookup when the signal fires. */
export async function unlessStopped<Result>(wait: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return await untilAborted(wait, signal).catch((error) =>
    Promise.reject(signal.aborted ? stopped() : error),
  );
}

/** The running and the recently finished reads of a client. */
export class SharedReads {
  private readonly known = new Map<
    string,
    { readonly reading: Promise<Read<unknown>>; readonly callers: Callers }
  >();

  /** @param reuseForMs time for which a finished read answers the same question again */
  constructor(private readonly reuseForMs: number) {}

  /**
   * Shares a read of the same question, or begins one.
   *
   * @param signal stops this caller's wait
   * @param begin gets a signal that fires when no caller waits any more
   */
  read<Item>(
    question: string,
    signal: AbortSignal,
    begin: (signal: AbortSignal) => Promise<Read<Item>>,
  ): Promise<Read<Item>> {
    const known = this.known.get(question);
    if (known && !known.callers.haveGone) {
      known.callers.add(signal);
      return unlessStopped(known.reading as Promise<Read<Item>>, signal);
    }
    const end = new AbortController();
    const callers = new Callers(end);
    callers.add(signal);
    const reading = begin(end.signal);
    // If a read failed, its other requests would only keep others waiting.
    reading.catch(() => undefined).finally(() => end.abort());
    this.known.set(question, { reading, callers });
    const forget = () => void (this.known.get(question)?.reading === reading && this.known.delete(question));
    const keep = () => (this.reuseForMs > 0 ? void setTimeout(forget, this.reuseForMs).unref() : forget());
    reading.then(keep, forget);
    return unlessStopped(reading, signal);
  }
}
