/** The report as a table for a terminal: a line per database, worst first, then what to do, then a summary. */
import { wrapTo } from "../../core/cells";
import { withoutControls } from "../../core/errors";
import type { Column, Screen, Tone } from "../../core/screen";
import { tableLines } from "../../core/table";
import type { Report, Row } from "../report";
import type { State } from "../states";
import { countsInWords, headline, ownerOf } from "../summary";
import { lengthOf } from "../words";

/** A long name or owner must not push the other columns off the screen. */
const MAX_CELL = 40;

function cut(text: string): string {
  const line = withoutControls(text);
  return line.length > MAX_CELL ? `${line.slice(0, MAX_CELL - 1)}…` : line;
}

/** The data that a restore now would lose. */
export function wouldLose({ ageSeconds, instanceId, state, wouldBe, listedCount }: Row): string {
  if (instanceId === null) return "-";
  if (ageSeconds !== null) return lengthOf(ageSeconds);
  return listedCount === null || (wouldBe ?? state) === "unknown" ? "not known" : "everything";
}

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
  const lines = tableLines(COLUMNS, report.rows, screen);
  const indent = " ".repeat(
    Math.max(...["STATE", ...report.rows.map(({ state }) => state)].map(({ length }) => length)) + 2,
  );
  const fitted = (text: string, before: string) =>
    (screen ? wrapTo(text, screen.columns - before.length) : [text]).map((line) => before + line).join("\n");
  const table = lines.map((line, index) => {
    const finding = index === 0 ? null : report.rows[index - 1]?.finding;
    if (!finding) return line;
    const next = finding.next && `\n${fitted(`Next: ${withoutControls(finding.next)}`, indent)}`;
    return `${line}\n${fitted(withoutControls(finding.what), indent)}${next}`;
  });
  const total = `${report.rows.length} in all: ${countsInWords(report)}.`;
  return `${report.rows.length > 0 ? `${table.join("\n")}\n\n` : ""}${fitted(`${headline(report)} ${total}`, "")}\n`;
}
