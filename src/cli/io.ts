import type { Screen } from "../core/screen";

/** Where a command writes, and what it reads of its surroundings. */
export interface Io {
  /** Data: what a pipeline reads. */
  readonly out: (text: string) => void;
  /** Settles when the reader of `out` has kept up; without it all that is written waits in memory. @default at once */
  readonly keptUp?: () => Promise<unknown>;
  /** The terminal that `out` writes to. @default none: it writes for a program */
  readonly screen?: Screen;
  /** Everything else. */
  readonly err: (text: string) => void;
  /** Whether `err` writes to a terminal. @default false */
  readonly isTerminal?: boolean;
  /** The time. @default the machine's clock */
  readonly now?: () => Date;
  readonly env: Readonly<Record<string, string | undefined>>;
}
