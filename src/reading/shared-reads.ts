/** Shares reads of the same question between calls. */
import { BackupsError } from "../core/errors";
import { untilAborted } from "../transport/until-aborted";

/** A read and the number of its callers that have not stopped. */
interface SharedRead<Result> {
  readonly reading: Promise<Result>;
  /** Fires when all callers have stopped, or at the end of the read. */
  readonly end: AbortController;
  callers: number;
}

/** Settles like the promise, or with the error of a stopped lookup when the signal fires. */
export async function unlessStopped<Result>(wait: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return await untilAborted(wait, signal).catch((error) => {
    if (!signal.aborted) throw error;
    throw new BackupsError("unavailable", "the lookup was stopped", {
      hint: "Run it again; nothing was changed.",
    });
  });
}

/** The running and the recently finished reads of a client. */
export class SharedReads<Result> {
  private readonly known = new Map<string, SharedRead<Result>>();

  /** @param reuseForMs time for which a finished read answers the same question again */
  constructor(private readonly reuseForMs: number) {}

  /**
   * Shares a read of the same question, or begins one.
   *
   * @param signal stops this caller's wait
   * @param begin gets a signal that fires when no caller waits any more
   */
  read(
    question: string,
    signal: AbortSignal,
    begin: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    return this.join(question, signal) ?? this.wait(this.begin(question, begin), signal);
  }

  /** Shares a read of the same question; undefined if there is none. */
  join(question: string, signal: AbortSignal): Promise<Result> | undefined {
    const known = this.known.get(question);
    return known && known.callers > 0 ? this.wait(known, signal) : undefined;
  }

  /** Reads again for the next caller. */
  forget(question: string): void {
    this.known.delete(question);
  }

  private begin(question: string, begin: (signal: AbortSignal) => Promise<Result>): SharedRead<Result> {
    const end = new AbortController();
    const reading = begin(end.signal);
    const shared = { reading, end, callers: 0 };
    this.known.set(question, shared);
    const forget = () => void (this.known.get(question) === shared && this.forget(question));
    const keep = () => (this.reuseForMs > 0 ? void setTimeout(forget, this.reuseForMs).unref() : forget());
    // If a read failed, its other requests would only keep others waiting.
    reading.then(keep, forget).finally(() => end.abort());
    return shared;
  }

  private wait(shared: SharedRead<Result>, signal: AbortSignal): Promise<Result> {
    shared.callers += 1;
    const stop = () => {
      shared.callers -= 1;
      if (shared.callers === 0) shared.end.abort();
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true, signal: shared.end.signal });
    return unlessStopped(shared.reading, signal);
  }
}
