/** A terminal, and the columns of a table on it. Pure; imports nothing. */

/** The terminal that a text is for. */
export interface Screen {
  /** Characters in a line. */
  readonly columns: number;
  readonly hasColor: boolean;
}

/** Meaning of a colour. */
export type Tone = "good" | "bad" | "notice";

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  /** Whether it is only for terminals. @default false */
  readonly isForScreen?: boolean;
  /** On a narrow terminal, the column with the highest number is left out first. @default never left out */
  readonly leaves?: number;
  /** Longest cell: longer ones are cut, or wrapped in the last column. @default cells are never cut */
  readonly enough?: number;
  /** The colour of a cell. @default none */
  readonly tone?: (row: Row) => Tone | undefined;
}

/** SGR codes: green, red, yellow. */
const COLORS: Readonly<Record<Tone, number>> = { good: 32, bad: 31, notice: 33 };

export function toned(text: string, tone: Tone | undefined, screen: Screen | undefined): string {
  return tone && screen?.hasColor ? `\u001b[${COLORS[tone]}m${text}\u001b[39m` : text;
}
