/** Why a call was ended by Terraform. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("Terraform asked the provider to stop");
  }
}

/**
 * The calls being worked on. Each that is run ends at the latest when Terraform says stop, or when something fails
 * outside of any promise (an event handler, a timer): such an error has no owner, and the call it belongs to would
 * otherwise wait for ever.
 */
export class RunningCalls {
  readonly #running = new Set<AbortController>();
  readonly #finishing = new Set<AbortController>();
  #stopped = false;

  /** Runs the work and settles as it does, or rejects as soon as the call is ended from outside. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#during(this.#running, ({ signal }) => {
      const ended = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
      return Promise.race([ended, work(signal)]);
    });
  }

  /**
   * Runs work that changes something, and settles as it does: Terraform must learn what became of it, however long that
   * takes. Stop aborts the signal, and the work ends itself. An error outside of any promise does not: it may belong to
   * another call, and half a change is worse than a long one.
   */
  async finish<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#during(this.#finishing, ({ signal }) => work(signal));
  }

  async #during<T>(
    calls: Set<AbortController>,
    work: (controller: AbortController) => Promise<T>,
  ): Promise<T> {
    if (this.#stopped) throw new Interrupted();
    const controller = new AbortController();
    calls.add(controller);
    try {
      return await work(controller);
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
