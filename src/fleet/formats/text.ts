/** The report as a table for a terminal: a line per database, worst first, then what to do, then a summary. */
import { cutTo, wrapTo } from "../../core/cells";
import { withoutControls } from "../../core/errors";
import type { Column, Screen, Tone } from "../../core/screen";
import { tableLines } from "../../core/table";
import type { Report, Row } from "../report";
import type { State } from "../states";
import { countsInWords, headline, ownerOf, wouldLose } from "../summary";

/** A long name or owner must not push the other columns off the screen. Columns of a terminal. */
const MAX_CELL = 40;

const cut = (text: string) => cutTo(withoutControls(text), MAX_CELL);

const TONES: Readonly<Partial<Record<State, Tone>>> = {
  failing: "bad",
  late: "notice",
  unknown: "notice",
  fine: "good",
};

const COLUMNS: readonly Column<Row>[] = [
  { title: "STATE", text: ({ state }) => state, tone: ({ state }) => TONES[state] },
  { title: "DATABASE", text: ({ name }) => cut(name), enough: 12 },
  { title: "LISTING", text: ({ listing }) => cut(listing), leaves: 2 },
  { title: "REGION", text: ({ region }) => cut(region), leaves: 3 },
  { title: "OWNER", text: (row) => cut(ownerOf(row) ?? "-"), leaves: 4 },
  { title: "WOULD LOSE", text: (row) => cut(wouldLose(row)) },
  { title: "LIMIT", text: ({ limit }) => cut(limit ?? "-"), leaves: 1 },
];

/** The table, fitted to the width of a terminal. */
export function textReport(report: Report, screen?: Screen): string {
  const { rows } = report;
  const [head = "", ...lines] = tableLines(COLUMNS, rows, screen);
  const indent = " ".repeat(Math.max(...rows.map(({ state }) => state.length), "STATE".length) + 2);
  const fitted = (text: string, before: string) => {
    const line = withoutControls(text);
    const parts = screen ? wrapTo(line, screen.columns - before.length) : [line];
    return parts.map((part) => `${before}${part}\n`).join("");
  };
  const table = rows.map(({ finding }, index) => {
    const { what, next } = finding ?? {};
    return [
      `${lines[index]}\n`,
      what ? fitted(what, indent) : "",
      next ? fitted(`Next: ${next}`, indent) : "",
    ].join("");
  });
  const total = `${headline(report)} ${rows.length} in all: ${countsInWords(report)}.`;
  return `${rows.length > 0 ? `${head}\n${table.join("")}\n` : ""}${fitted(total, "")}`;
}
