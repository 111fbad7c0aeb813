/** The report as a table for a terminal: a line per database, worst first, then what to do, then a summary. */
import { withoutControls } from "../../core/errors";
import type { Report, Row } from "../report";
import { countsInWords, headline, ownerOf } from "../summary";
import { lengthOf } from "../words";

const HEADER = ["STATE", "DATABASE", "LISTING", "REGION", "OWNER", "WOULD LOSE", "LIMIT"];
/** A name or an owner of any length must not push the other columns off the screen. */
const MAX_CELL = 40;

function cut(text: string): string {
  const line = withoutControls(text);
  return line.length > MAX_CELL ? `${line.slice(0, MAX_CELL - 1)}…` : line;
}

/** What a restore now would not bring back. */
export function wouldLose({ ageSeconds, instanceId, state, wouldBe, listedCount }: Row): string {
  if (instanceId === null) return "-";
  if (ageSeconds !== null) return lengthOf(ageSeconds);
  return listedCount === null || (wouldBe ?? state) === "unknown" ? "not known" : "everything";
}

function cellsOf(row: Row): readonly string[] {
  const { state, name, listing, region, limit } = row;
  return [state, name, listing, region, ownerOf(row) ?? "-", wouldLose(row), limit ?? "-"].map(cut);
}

/** The table. */
export function textReport(report: Report): string {
  const lines = [HEADER, ...report.rows.map(cellsOf)];
  const widths = HEADER.map((_, column) =>
    lines.reduce((width, line) => Math.max(width, line[column]?.length ?? 0), 0),
  );
  const table = lines.map((cells, index) => {
    const line = cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
    const finding = index === 0 ? null : report.rows[index - 1]?.finding;
    if (!finding) return line;
    const indent = " ".repeat((widths[0] ?? 0) + 2);
    const next = finding.next && `\n${indent}Next: ${withoutControls(finding.next)}`;
    return `${line}\n${indent}${withoutControls(finding.what)}${next}`;
  });
  const total = `${report.rows.length} in all: ${countsInWords(report)}.`;
  return `${report.rows.length > 0 ? `${table.join("\n")}\n\n` : ""}${headline(report)} ${total}\n`;
}
