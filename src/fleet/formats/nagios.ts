/** The report as the output of a monitoring plugin. */
import { withoutControls } from "../../core/errors";
import type { Report } from "../report";
import { states, type Verdict } from "../states";
import { countsInWords, wouldLose } from "../summary";

/** Bytes of a first line; Nagios cuts a longer one. */
const MAX_FIRST_LINE = 512;
/** Nagios reads 8 kB of output by default. A longer text ends with the number of lines left out. Bytes. */
const MAX_LONG_TEXT = 7000;

/** `|` would begin the performance data. */
const plain = (text: string) => withoutControls(text).replaceAll("|", "/");

/** A text of at most so many bytes, never cut within a character. */
function cutToBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(Math.max(0, most - 3)));
  return `${text.slice(0, read)}…`;
}

/** One summary line with totals as performance data, then a line for each database that is not fine. */
export function nagiosReport(report: Report, verdict: Verdict): string {
  const { rows, counts } = report;
  const oldest = Math.max(
    0,
    ...rows.map(({ ageSeconds, state }) => (state === "muted" ? 0 : (ageSeconds ?? 0))),
  );
  const metrics = [
    ...states.map((state) => `${state}=${counts[state]};;;0`),
    `total=${rows.length};;;0`,
    `oldest_age=${oldest}s;;;0`,
  ].join(" ");
  const head = `BACKUPS ${verdict.toUpperCase()} - ${countsInWords(report)}`;
  const bad = rows.filter(({ finding }) => finding !== null);
  const names = bad
    .filter(({ state }) => state !== "muted")
    .map((row) => `${row.name} ${row.state} (${wouldLose(row)})`);
  const room = MAX_FIRST_LINE - head.length - metrics.length - " | ".length - ": ".length;
  const shown = cutToBytes(plain(names.join(", ")), room);
  const first = `${head}${shown ? `: ${shown}` : ""} | ${metrics}`;
  const lines: string[] = [];
  let length = 0;
  for (const { state, name, region, finding } of bad) {
    const line = plain(`${state}: ${name} in ${region}: ${finding?.what} ${finding?.next}`.trim());
    length += Buffer.byteLength(line) + 1;
    if (length > MAX_LONG_TEXT) {
      lines.push(`and ${bad.length - lines.length} more`);
      break;
    }
    lines.push(line);
  }
  return `${[first, ...lines].join("\n")}\n`;
}
