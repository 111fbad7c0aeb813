/** A terminal, and what a table shows on it. Pure; imports nothing. */

/** The terminal that a text is for. */
export interface Screen {
  /** Characters in a line. */
  readonly columns: number;
  readonly hasColor: boolean;
}

/** What a colour says of a word. */
export type Tone = "good" | "bad" | "notice";

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  /** Whether it is for terminals alone. @default false */
  readonly isForScreen?: boolean;
  /** Where a terminal is too narrow, the column with the highest number leaves first. @default it never leaves */
  readonly leaves?: number;
  /**
   * Characters that are enough: longer cells are cut, or wrapped in the last column, before any other column leaves.
   * @default all: cells are shown whole
   */
  readonly enough?: number;
  /** The colour of a cell. @default none */
  readonly tone?: (row: Row) => Tone | undefined;
}

/** What SGR calls each tone: green, red, yellow. */
const COLORS: Readonly<Record<Tone, number>> = { good: 32, bad: 31, notice: 33 };

/** A text in the colour of a tone, where the terminal has any. */
export function toned(text: string, tone: Tone | undefined, screen: Screen | undefined): string {
  return tone && screen?.hasColor ? `\u001b[${COLORS[tone]}m${text}\u001b[39m` : text;
}
