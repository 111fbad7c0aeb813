/** The report as Markdown: for a wiki, a merge request, and GitHub's summary of a step. */
import { cutTo } from "../../core/cells";
import { withoutControls } from "../../core/errors";
import type { Report, Row } from "../report";
import { states } from "../states";
import { headline, lossInWords, namedIn, ownerOf, restInWords, wouldLose } from "../summary";
import { capital } from "../words";

/** Escapes text for Markdown and its table cells. Removes direction marks, which would reverse the rest of the line. */
function plain(text: string): string {
  return withoutControls(text)
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\\`*_{}[\]<>()#+!|~@&]/g, (sign) => `\\${sign}`)
    .replaceAll("\\<", "&lt;")
    .replaceAll("\\>", "&gt;")
    .replaceAll("\\&", "&amp;")
    .replaceAll("\\@", "&#64;");
}

/** A long cell would make the table as wide. */
const cell = (text: string) => plain(cutTo(text, 300));

const table = (header: readonly string[], rows: readonly (readonly string[])[]) =>
  [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function rowOf(row: Row): readonly string[] {
  const { state, name, listing, region, limit, finding } = row;
  const next = finding?.next ? ` Next: ${finding.next}` : "";
  const what = finding ? `${finding.what}${next}` : "";
  const cells = [state, name, ownerOf(row) ?? "", wouldLose(row), limit ?? "", what, `${listing}, ${region}`];
  return cells.map(cell);
}

const HEADER = ["State", "Database", "Owner", "Would lose", "Limit", "What", "Where"];

/**
 * The document.
 *
 * @param maxBytes a longer document ends after a row, with the number of rows left out
 */
export function markdownReport(report: Report, maxBytes = Number.POSITIVE_INFINITY): string {
  const { rows, counts, unlisted, file, generatedAt, tool, asked } = report;
  const sentences = namedIn(report).map((row) => {
    const owner = ownerOf(row);
    return `**${cell(row.name)}**${owner ? ` of ${cell(owner)}` : ""} ${lossInWords(row)}.`;
  });
  const rest = restInWords(report);
  const head = [
    `# ${headline(report)}`,
    [...sentences, rest && `${rest}.`].filter(Boolean).join(" "),
    table(states.map(capital), [states.map((state) => String(counts[state]))]),
  ];
  const missing = unlisted?.length
    ? [
        "## In the accounts, but not in the file",
        table(
          ["Database", "Listing", "Region", "Instance"],
          unlisted
            .slice(0, 100)
            .map(({ name, listing, region, instanceId }) =>
              [name ?? "", listing, region, instanceId].map(cell),
            ),
        ),
        ...(unlisted.length > 100 ? [`And ${unlisted.length - 100} more.`] : []),
      ]
    : [];
  const foot = [
    ...missing,
    `Asked about ${asked.databases} databases of ${cell(file.path)} at ${generatedAt} by cdktf-backups ${tool.version}; ${asked.answered} answered. SHA-256 of the file: ${file.sha256}.`,
  ];
  // Muted databases come before those that are fine, unlike in the report.
  const all = [...rows].sort((a, b) => Number(a.state === "fine") - Number(b.state === "fine"));
  let room = maxBytes - Buffer.byteLength([...head, ...foot].join("\n\n")) - 500;
  const shown: (readonly string[])[] = [];
  for (const row of all) {
    const cells = rowOf(row);
    room -= Buffer.byteLength(cells.join(" | ")) + 6;
    if (room < 0) break;
    shown.push(cells);
  }
  const left = all.length - shown.length;
  const body = shown.length > 0 ? [table(HEADER, shown)] : [];
  const more = left > 0 ? [`${left} more rows are left out here; the report has all of them.`] : [];
  return `${[...head, ...body, ...more, ...foot].filter(Boolean).join("\n\n")}\n`;
}
