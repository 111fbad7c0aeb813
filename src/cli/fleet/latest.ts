/** `latest --file`: the newest restorable backup of each database, in the order of the file. */
import type { Column } from "../../core/screen";
import { formatTable } from "../../core/table";
import type { Row } from "../../fleet/report";
import { exitCodeOf, exitCodes } from "../exit-codes";
import { formatJson } from "../format";
import type { Io, Options } from "../io";
import { reportOn } from "./open";

/** The exit code for a single row; muted rows have none. */
function codeOf({ error, state, latest, checks }: Row): number {
  if (state === "muted") return exitCodes.done;
  if (error) return exitCodeOf(error.code);
  if (latest === null) return exitCodes.noEligibleBackup;
  const isTooOld = checks.some(({ name, verdict }) => name === "age" && verdict === "fails");
  return isTooOld ? exitCodes.tooOld : exitCodes.done;
}

/** Failed lookups come first, because they may hide something worse. */
const WORST: readonly number[] = [
  exitCodes.credentials,
  exitCodes.usage,
  exitCodes.failed,
  exitCodes.noEligibleBackup,
  exitCodes.tooOld,
];

const rowJson = ({ name, listing, instanceId, region, profile, latest, error }: Row) => ({
  name,
  listing,
  instance_id: instanceId,
  region,
  profile,
  latest_id: latest?.id ?? null,
  started_at: latest?.at ?? null,
  size_bytes: latest?.sizeBytes ?? null,
  error,
});

const COLUMNS: readonly Column<Row>[] = [
  { title: "DATABASE", text: ({ name }) => name, enough: 8, leaves: 0 },
  { title: "LISTING", text: ({ listing }) => listing, leaves: 4 },
  { title: "REGION", text: ({ region }) => region, leaves: 3 },
  { title: "INSTANCE", text: ({ instanceId }) => instanceId ?? "-", leaves: 2 },
  { title: "LATEST", text: ({ latest }) => latest?.id ?? "-" },
  { title: "STARTED", text: ({ latest }) => latest?.at ?? "-", leaves: 1 },
];

export async function latestOfFleet(options: Options, io: Io): Promise<number> {
  const report = await reportOn(options, io, false);
  const rows = [...report.rows].sort((a, b) => a.line - b.line || (a.name < b.name ? -1 : 1));
  if (options.json) io.out(formatJson({ instances: rows.map(rowJson) }));
  else if (rows.length > 0) io.out(formatTable(COLUMNS, rows, io.screen));
  for (const { name, finding, state } of rows)
    if (finding && state !== "muted") io.err(`${name}: ${finding.what} ${finding.next}\n`);
  const codes = new Set(rows.map(codeOf));
  return WORST.find((code) => codes.has(code)) ?? exitCodes.done;
}
