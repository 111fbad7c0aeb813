/** Tables that fit a terminal: columns are left out, long texts are cut or wrapped, IDs are never cut. Pure. */
import { cutTo, padTo, widthOf, wrapTo } from "./cells";
import { withoutControls } from "./errors";
import { type Column, type Screen, toned } from "./screen";

const GAP = "  ";

interface Laid<Row> {
  readonly column: Column<Row>;
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
  return shown.map(({ column, width, natural }, index) => {
    const isLast = index === shown.length - 1;
    const fitted =
      isLast && spare < 0 ? Math.max(0, width + spare) : Math.max(width, Math.min(natural, width + spare));
    spare -= fitted - width;
    return { column, width: fitted };
  });
}

/** The lines of a cell within a width; undefined if a word would be broken. */
function linesOf(text: string, width: number): readonly string[] | undefined {
  return text.split(" ").every((word) => widthOf(word) <= width) ? wrapTo(text, width) : undefined;
}

/** The lines of a table on a terminal. */
export function screenTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  screen: Screen,
): readonly string[] {
  const texts = new Map(
    columns.map((column) => [column, rows.map((row) => withoutControls(column.text(row)))] as const),
  );
  const all = columns.map((column) => ({
    column,
    width: (texts.get(column) ?? []).reduce(
      (width, text) => Math.max(width, widthOf(text)),
      widthOf(column.title),
    ),
  }));
  const laid = layOut(all, screen.columns);
  const last = laid.at(-1);
  const toLine = (cells: readonly string[]) => cells.join(GAP).trimEnd();
  const lineOf = (row: Row, index: number) => {
    const below: string[] = [];
    const parts = laid.map(({ column, width }) => {
      const text = texts.get(column)?.[index] ?? "";
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
