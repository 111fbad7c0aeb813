/** The report as JUnit XML, as GitLab, Jenkins and Azure read it: a suite per listing and region, a case per database. */
import type { Report, Row } from "../report";
import type { State } from "../states";
import { ownerOf } from "../summary";

/** XML 1.0 has no way to write other characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is left out
const NOT_IN_XML = /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function escaped(text: string): string {
  return text
    .replace(NOT_IN_XML, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
}

/** GitLab shows the body, Jenkins the message. */
function outcome({ state, finding, checks, command, error }: Row): string {
  const what = finding?.what ?? "";
  const table = checks.map(
    ({ title, found, allowed, verdict }) => `${title}: ${found} (${allowed}): ${verdict}`,
  );
  const body = escaped([what, finding?.next, ...table, command].filter(Boolean).join("\n"));
  const outcomes: Readonly<Record<State, string>> = {
    failing: `<failure message="${escaped(what)}" type="failing">${body}</failure>`,
    unknown: `<error message="${escaped(what)}" type="${error?.code ?? "unknown"}">${body}</error>`,
    muted: `<skipped message="${escaped(what)}"/>`,
    late: `<system-out>WARNING: ${body}</system-out>`,
    fine: "",
  };
  return outcomes[state];
}

function caseOf(row: Row, file: string): string {
  const owner = ownerOf(row);
  const label = `${row.name}${row.instanceId && row.instanceId !== row.name ? ` (${row.instanceId})` : ""}${owner ? `, ${owner}` : ""}`;
  const head = `<testcase classname="${escaped(`${row.listing}.${row.region}`)}" name="${escaped(label)}" file="${escaped(file)}" time="0"`;
  const inner = outcome(row);
  return inner ? `    ${head}>${inner}</testcase>` : `    ${head}/>`;
}

export function junitReport(report: Report): string {
  const suites = new Map<string, Row[]>();
  for (const row of report.rows) {
    const name = `${row.listing} in ${row.region}`;
    suites.set(name, [...(suites.get(name) ?? []), row]);
  }
  const totals = (rows: readonly Row[]) => {
    const count = (state: Row["state"]) => rows.filter((row) => row.state === state).length;
    return `tests="${rows.length}" failures="${count("failing")}" errors="${count("unknown")}" skipped="${count("muted")}" time="0"`;
  };
  const bodies = [...suites].map(
    ([name, rows]) =>
      `  <testsuite name="${escaped(name)}" ${totals(rows)} timestamp="${report.generatedAt.replace("Z", "")}">\n` +
      `${rows.map((row) => caseOf(row, report.file.path)).join("\n")}\n  </testsuite>\n`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<testsuites name="backups" ${totals(report.rows)}>\n${bodies.join("")}</testsuites>\n`
  );
}
