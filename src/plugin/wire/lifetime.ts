/** How long the process waits before it ends, in milliseconds. */
export interface Patience {
  /** For the first connection. */
  readonly first: number;
  /** For another connection after the last one has closed. */
  readonly next: number;
  /** For the client to take the answer to Shutdown and close the connection. */
  readonly shutdown: number;
}

const PATIENCE: Patience = { first: 60_000, next: 200, shutdown: 100 };

/**
 * Decides when the process ends: when no connection comes or is left, whatever became of Terraform, and soon
 * after Shutdown.
 */
export class Lifetime {
  readonly #exit: () => void;
  readonly #patience: Patience;
  #connections = 0;
  #shuttingDown = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(exit: () => void, patience: Patience = PATIENCE) {
    this.#exit = exit;
    this.#patience = patience;
    this.#exitAfter(patience.first);
  }

  /** A client has connected. */
  opened(): void {
    this.#connections++;
    if (!this.#shuttingDown) clearTimeout(this.#timer);
  }

  /** A client has gone. */
  closed(): void {
    this.#connections--;
    if (this.#connections > 0) return;
    if (this.#shuttingDown) this.#exit();
    else this.#exitAfter(this.#patience.next);
  }

  /** Terraform has said that it is done. */
  shutdown(): void {
    this.#shuttingDown = true;
    this.#exitAfter(this.#patience.shutdown);
  }

  #exitAfter(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#exit, milliseconds);
  }
}
