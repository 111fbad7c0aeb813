/** Tables: with full columns for programs, or fitted to a terminal. Pure. */
import { padTo, widthOf } from "./cells";
import { withoutControls } from "./errors";
import type { Column, Screen } from "./screen";

/** Columns of rows that are lists of texts. */
export function columnsOf(titles: readonly string[]): readonly Column<readonly string[]>[] {
  return titles.map((title, place) => ({ title, text: (row) => row[place] ?? "" }));
}

/** The titles, then one text for each row. */
export function tableLines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  screen?: Screen,
): readonly string[] {
  if (screen)
    return (require("./screen-table") as typeof import("./screen-table")).screenTable(columns, rows, screen);
  const shown = columns.filter(({ isForScreen }) => !isForScreen);
  const cells = [
    shown.map(({ title }) => title),
    ...rows.map((row) => shown.map(({ text }) => text(row))),
  ].map((line) =>
    // A row is one line, even if a vendor's text has line breaks.
    line.map(withoutControls),
  );
  const widths = shown.map((_, column) =>
    cells.reduce((width, line) => Math.max(width, widthOf(line[column] ?? "")), 0),
  );
  return cells.map((line) =>
    line
      .map((cell, column) => padTo(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Rows under a header. */
export function formatTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  screen?: Screen,
): string {
  return tableLines(columns, rows, screen)
    .map((line) => `${line}\n`)
    .join("");
}
