/** Why a call was ended by Terraform. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("Terraform asked the provider to stop");
  }
}

/**
 * The calls being worked on. Each ends at the latest when Terraform says stop, or when something fails outside
 * of any promise (an event handler, a timer): such an error has no owner, and the call it belongs to would
 * otherwise wait for ever.
 */
export class RunningCalls {
  readonly #running = new Set<AbortController>();
  #stopped = false;

  /** Runs the work and settles as it does, or rejects as soon as the call is ended from outside. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#stopped) throw new Interrupted();
    const controller = new AbortController();
    const { signal } = controller;
    const ended = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    this.#running.add(controller);
    try {
      return await Promise.race([ended, work(signal)]);
    } finally {
      this.#running.delete(controller);
    }
  }

  /** Ends all calls, now and from now on, with `Interrupted`. */
  stop(): void {
    this.#stopped = true;
    this.fail(new Interrupted());
  }

  /** Ends the calls that run now with this error. */
  fail(error: unknown): void {
    for (const controller of this.#running) controller.abort(error);
  }
}
