/** The report as JUnit XML, as GitLab, Jenkins and Azure read it: a suite per listing and region, a case per database. */
import { escaped } from "../page/html";
import type { Report, Row } from "../report";
import { countStates, type State } from "../states";
import { ownerOf } from "../summary";

/** GitLab shows the body, Jenkins the message. */
function outcome({ state, finding, checks, command, error }: Row): string {
  const what = finding?.what ?? "";
  const table = checks.map(
    ({ title, found, allowed, verdict }) => `${title}: ${found} (${allowed}): ${verdict}`,
  );
  const lines = [what, finding?.next ?? "", ...table, command].filter(Boolean);
  const body = lines.map(escaped).join("&#10;");
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
  const suiteOf = ({ listing, region }: Row) => `${listing} in ${region}`;
  const suites = [...new Set(report.rows.map(suiteOf))].map(
    (name) => [name, report.rows.filter((row) => suiteOf(row) === name)] as const,
  );
  const totals = (rows: readonly Row[]) => {
    const { failing, unknown, muted } = countStates(rows);
    return `tests="${rows.length}" failures="${failing}" errors="${unknown}" skipped="${muted}" time="0"`;
  };
  const bodies = suites.map(
    ([name, rows]) =>
      `  <testsuite name="${escaped(name)}" ${totals(rows)} timestamp="${report.generatedAt.replace("Z", "")}">\n` +
      `${rows.map((row) => caseOf(row, report.file.path)).join("\n")}\n  </testsuite>\n`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<testsuites name="backups" ${totals(report.rows)}>\n${bodies.join("")}</testsuites>\n`
  );
}
