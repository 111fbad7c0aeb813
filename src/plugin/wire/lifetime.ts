/** Milliseconds that the process waits before it ends. */
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
 * Ends the process if no connection comes or remains, and soon after Shutdown. So it does not outlive a killed
 * Terraform.
 */
export class Lifetime {
  #connections = 0;
  #shuttingDown = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly exit: () => void,
    private readonly patience: Patience = PATIENCE,
  ) {
    this.#exitAfter(patience.first);
  }

  opened(): void {
    this.#connections++;
    if (!this.#shuttingDown) clearTimeout(this.#timer);
  }

  closed(): void {
    this.#connections--;
    if (this.#connections > 0) return;
    if (this.#shuttingDown) this.exit();
    else this.#exitAfter(this.patience.next);
  }

  shutdown(): void {
    this.#shuttingDown = true;
    this.#exitAfter(this.patience.shutdown);
  }

  #exitAfter(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.exit, milliseconds);
  }
}
