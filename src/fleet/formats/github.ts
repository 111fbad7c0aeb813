/** The report for a step of GitHub Actions: annotations at the file's lines, a summary, outputs. Within GitHub's limits. */
import { withoutControls } from "../../core/errors";
import type { Report, Row } from "../report";
import type { Verdict } from "../states";
import { headline } from "../summary";
import { markdownReport } from "./markdown";

/** GitHub shows ten annotations of each level per step, and drops the rest silently. */
const MAX_ANNOTATIONS = 10;
/** GitHub drops a whole summary of more than 1024 k. */
export const MAX_SUMMARY_BYTES = 1_000_000;

const inMessage = (text: string) =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const inProperty = (text: string) => inMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

function annotation(kind: "error" | "warning", file: string, row: Row): string {
  const title = inProperty(withoutControls(`${row.name} is ${row.state}`));
  const text = withoutControls(`${row.finding?.what ?? ""} ${row.finding?.next ?? ""}`.trim());
  return `::${kind} file=${inProperty(file)},line=${row.line},title=${title}::${inMessage(text)}`;
}

function ofKind(kind: "error" | "warning", file: string, rows: readonly Row[]): readonly string[] {
  if (rows.length <= MAX_ANNOTATIONS) return rows.map((row) => annotation(kind, file, row));
  const shown = rows.slice(0, MAX_ANNOTATIONS - 1).map((row) => annotation(kind, file, row));
  const more = rows.length - shown.length;
  return [
    ...shown,
    `::${kind} file=${inProperty(file)}::and ${more} more; the summary of this step has all of them`,
  ];
}

/** What the step prints. */
export function githubAnnotations({ rows, file }: Report): string {
  const lines = [
    ...ofKind(
      "error",
      file.path,
      rows.filter(({ state }) => state === "failing"),
    ),
    ...ofKind(
      "warning",
      file.path,
      rows.filter(({ state }) => state === "late" || state === "unknown"),
    ),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** What is appended to `$GITHUB_STEP_SUMMARY`. */
export function githubSummary(report: Report): string {
  return markdownReport(report, MAX_SUMMARY_BYTES);
}

/**
 * What is appended to `$GITHUB_OUTPUT`.
 *
 * @param delimiter random, so that no text can end its own value and begin another
 */
export function githubOutputs(report: Report, verdict: Verdict, exitCode: number, delimiter: string): string {
  const outputs: Readonly<Record<string, string>> = {
    verdict,
    "exit-code": String(exitCode),
    headline: headline(report),
    ...Object.fromEntries(Object.entries(report.counts).map(([state, count]) => [state, String(count)])),
  };
  return Object.entries(outputs)
    .map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
    .join("");
}
