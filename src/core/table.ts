/**
 * Tables: with full columns for programs, or fitted to a terminal, where columns are left out, long texts are cut or
 * wrapped, and IDs are never cut. Pure.
 */
import { cutTo, padTo, widthOf, wrapTo } from "./cells";
import { withoutControls } from "./errors";
import { type Column, type Screen, toned } from "./screen";

const GAP = "  ";
/** For programs. */
const UNLIMITED: Screen = { columns: Number.POSITIVE_INFINITY, hasColor: false };

interface Laid<Row> {
  readonly column: Column<Row>;
  /** The column's cells. */
  readonly texts: readonly string[];
  readonly width: number;
}

const total = <Row>(laid: readonly Laid<Row>[]) =>
  laid.reduce((sum, { width }) => sum + width, GAP.length * (laid.length - 1));

function layOut<Row>(all: readonly Laid<Row>[], columns: number): readonly Laid<Row>[] {
  const least = ({ column, width }: Laid<Row>) => Math.min(width, column.enough ?? width);
  let shown = all.map((laid) => ({ ...laid, natural: laid.width, width: least(laid) }));
  while (total(shown) > columns) {
    const [first] = shown
      .filter(({ column }) => column.leaves !== undefined)
      .sort((a, b) => Number(b.column.leaves) - Number(a.column.leaves));
    if (!first) break;
    shown = shown.filter((laid) => laid !== first);
  }
  let spare = columns - total(shown);
  return shown.map(({ natural, width, ...laid }, index) => {
    const isLast = index === shown.length - 1;
    const fitted =
      isLast && spare < 0 ? Math.max(0, width + spare) : Math.max(width, Math.min(natural, width + spare));
    spare -= fitted - width;
    return { ...laid, width: fitted };
  });
}

/** The lines of a cell within a width; undefined if a word would be broken. */
function linesOf(text: string, width: number): readonly string[] | undefined {
  if (widthOf(text) <= width) return [text];
  return text.split(" ").every((word) => widthOf(word) <= width) ? wrapTo(text, width) : undefined;
}

/** The titles, then one text for each row. Without a screen, for a program. */
export function tableLines<Row>(
  all: readonly Column<Row>[],
  rows: readonly Row[],
  screen = UNLIMITED,
): readonly string[] {
  const columns = all.filter(({ isForScreen }) => !isForScreen || screen !== UNLIMITED);
  const natural = columns.map((column) => {
    const texts = rows.map((row) => withoutControls(column.text(row)));
    const width = [column.title, ...texts].reduce((widest, text) => Math.max(widest, widthOf(text)), 0);
    return { column, texts, width };
  });
  const laid = layOut(natural, screen.columns);
  const last = laid.at(-1);
  const toLine = (cells: readonly string[]) => cells.join(GAP).trimEnd();
  const lineOf = (row: Row, index: number) => {
    const below: string[] = [];
    const parts = laid.map(({ column, texts, width }) => {
      const text = texts[index] ?? "";
      if (column.enough === undefined) return [text];
      if (column !== last?.column) return [cutTo(text, width)];
      const lines = linesOf(text, width);
      if (!lines) {
        const whole = wrapTo(text, screen.columns - GAP.length);
        below.push(...whole.map((line) => GAP + toned(line, column.tone?.(row), screen)));
      }
      return lines ?? [];
    });
    const lines = Array.from({ length: Math.max(...parts.map(({ length }) => length)) }, (_, at) =>
      toLine(
        laid.map(({ column, width }, place) => {
          const part = parts[place]?.[at] ?? "";
          return (part && toned(part, column.tone?.(row), screen)) + padTo(part, width).slice(part.length);
        }),
      ),
    );
    return [...lines, ...below].join("\n");
  };
  // A title may be wider than the last column.
  const header = cutTo(toLine(laid.map(({ column, width }) => padTo(column.title, width))), screen.columns);
  return [header, ...rows.map(lineOf)];
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
