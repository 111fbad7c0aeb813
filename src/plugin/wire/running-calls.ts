/** Why a call was ended by Terraform. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("Terraform asked the provider to stop");
  }
}

/**
 * The running calls. A call ends at the latest when Terraform calls StopProvider, or when an error is thrown outside of
 * any promise (in an event handler or a timer): nobody knows its call, which would otherwise wait for ever.
 */
export class RunningCalls {
  readonly #running = new Set<AbortController>();
  readonly #finishing = new Set<AbortController>();
  #stopped = false;

  /** Runs the work and settles with it, or rejects when the call is ended. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#during(this.#running, (signal) => {
      const ended = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
      return Promise.race([ended, work(signal)]);
    });
  }

  /**
   * Runs work that changes something, and always waits for its end, because Terraform must learn the result. A stop
   * only aborts the signal. An error outside of any promise does not end it: it may belong to another call, and half a
   * change is worse than a long one.
   */
  async finish<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#during(this.#finishing, work);
  }

  async #during<T>(calls: Set<AbortController>, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#stopped) throw new Interrupted();
    const controller = new AbortController();
    calls.add(controller);
    try {
      return await work(controller.signal);
    } finally {
      calls.delete(controller);
    }
  }

  /** Ends all calls, now and from now on, with `Interrupted`. */
  stop(): void {
    this.#stopped = true;
    const reason = new Interrupted();
    this.fail(reason);
    for (const controller of this.#finishing) controller.abort(reason);
  }

  /** Ends the calls that run now with this error. */
  fail(error: unknown): void {
    for (const controller of this.#running) controller.abort(error);
  }
}
