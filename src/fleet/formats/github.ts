/** The report for a step of GitHub Actions: annotations at the file's lines, a summary, outputs. Within GitHub's limits. */
import { withoutControls } from "../../core/errors";
import type { Report, Row } from "../report";
import type { State, Verdict } from "../states";
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

/** The output of the step. */
export function githubAnnotations({ rows, file }: Report): string {
  const ofKind = (kind: "error" | "warning", given: readonly State[]) => {
    const lines = rows
      .filter(({ state }) => given.includes(state))
      .map((row) => annotation(kind, file.path, row));
    if (lines.length <= MAX_ANNOTATIONS) return lines;
    const more = `and ${lines.length - MAX_ANNOTATIONS + 1} more; the summary of this step has all of them`;
    return [...lines.slice(0, MAX_ANNOTATIONS - 1), `::${kind} file=${inProperty(file.path)}::${more}`];
  };
  return [...ofKind("error", ["failing"]), ...ofKind("warning", ["late", "unknown"])]
    .map((line) => `${line}\n`)
    .join("");
}

/** The text for `$GITHUB_STEP_SUMMARY`. */
export function githubSummary(report: Report): string {
  return markdownReport(report, MAX_SUMMARY_BYTES);
}

/**
 * The text for `$GITHUB_OUTPUT`.
 *
 * @param delimiter random, so that no text can end its own value and begin another
 */
export function githubOutputs(report: Report, verdict: Verdict, exitCode: number, delimiter: string): string {
  const outputs = { verdict, "exit-code": exitCode, headline: headline(report), ...report.counts };
  return Object.entries(outputs)
    .map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
    .join("");
}
