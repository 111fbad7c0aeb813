import type { Screen } from "../core/screen";

/** A command's options, by commander's names. */
export type Options = Readonly<Record<string, unknown>>;

/** A command's output, and its environment. */
export interface Io {
  /** Data, for pipelines. */
  readonly out: (text: string) => void;
  /**
   * Resolves when the reader of `out` has caught up, so that the output does not pile up in memory. @default at once
   */
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
