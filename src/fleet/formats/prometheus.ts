/**
 * The report in Prometheus' text format, for the textfile collector of node_exporter and for a Pushgateway. Times are
 * exported, not ages, so that an alert also fires on a file that is no longer written. No label changes with a backup.
 */
import type { CheckVerdict, Report, Row } from "../report";

/** Value of a check; unknown does not alarm. */
const LEVELS: Readonly<Record<CheckVerdict, number>> = { holds: 0, unknown: 0, warns: 1, fails: 2 };

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}

function line(name: string, [labels, value]: Sample): string {
  const parts = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${parts.length > 0 ? `{${parts.join(",")}}` : ""} ${value}`;
}

function gauge(name: string, help: string, samples: readonly Sample[]): string {
  if (samples.length === 0) return "";
  const full = `cdktf_backups_${name}`;
  return `# HELP ${full} ${help}\n# TYPE ${full} gauge\n${samples.map((sample) => line(full, sample)).join("\n")}\n`;
}

const seconds = (time: string | null) => (time === null ? null : Date.parse(time) / 1000);

const labelsOf = ({ listing, instanceId, region, name }: Row): Labels => ({
  listing,
  instance_id: instanceId ?? "",
  region,
  name,
});

export function prometheusReport(report: Report): string {
  const databases = report.rows.filter(({ instanceId }) => instanceId !== null);
  const each = (read: (row: Row) => number | null): Sample[] =>
    databases.flatMap((row) => {
      const value = read(row);
      return value === null ? [] : [[labelsOf(row), value] as const];
    });
  const place = ({ listing, region, profile, line: at }: Report["discoveries"][number]): Labels => ({
    listing,
    region,
    profile: profile ?? "",
    line: String(at),
  });
  const run = (value: number | null): Sample[] => (value === null ? [] : [[{}, value]]);
  return [
    gauge(
      "run_timestamp_seconds",
      "When the file of instances was last asked about.",
      run(seconds(report.generatedAt)),
    ),
    gauge(
      "run_duration_seconds",
      "How long it took to ask about the file of instances.",
      run((Date.parse(report.generatedAt) - Date.parse(report.startedAt)) / 1000),
    ),
    gauge("instances", "Databases of the file, the muted ones included.", run(databases.length)),
    gauge(
      "lookup_success",
      "Whether the database's backups could be listed. Always there.",
      each(({ error }) => (error === null ? 1 : 0)),
    ),
    gauge(
      "lookup_timestamp_seconds",
      "When it was asked about. Always there.",
      each(({ askedAt }) => seconds(askedAt)),
    ),
    gauge(
      "ignored",
      "Whether it is muted. Always there.",
      each(({ state }) => (state === "muted" ? 1 : 0)),
    ),
    gauge(
      "last_success_timestamp_seconds",
      "The earliest instant that the data of the latest restorable backup may be of.",
      each(({ latest }) => seconds(latest?.consistentFrom ?? null)),
    ),
    gauge(
      "last_size_bytes",
      "Size of the latest restorable backup.",
      each(({ latest }) => latest?.sizeBytes ?? null),
    ),
    gauge(
      "eligible_backups",
      "Restorable backups.",
      each(({ eligibleCount }) => eligibleCount),
    ),
    gauge(
      "listed_backups",
      "Backups that are listed, restorable or not.",
      each(({ listedCount }) => listedCount),
    ),
    gauge(
      "newest_failed_timestamp_seconds",
      "The newest backup that failed.",
      each(({ newestFailedAt }) => seconds(newestFailedAt)),
    ),
    gauge(
      "restore_window_start_timestamp_seconds",
      "The oldest state that can surely be restored.",
      each(({ windowStart }) => seconds(windowStart)),
    ),
    gauge(
      "warn_age_seconds",
      "Age that is late.",
      each(({ warnAgeSeconds }) => warnAgeSeconds),
    ),
    gauge(
      "max_age_seconds",
      "Age that fails.",
      each(({ maxAgeSeconds }) => maxAgeSeconds),
    ),
    gauge(
      "check_status",
      "Result of a check: 0 holds, 1 warns, 2 fails.",
      databases.flatMap((row) =>
        row.checks
          .filter(({ name }) => name !== "asked")
          .map(({ name, verdict }) => [{ ...labelsOf(row), check: name }, LEVELS[verdict]] as const),
      ),
    ),
    gauge(
      "instance_info",
      "Owner and tier of a database, always 1.",
      databases.map((row) => [
        {
          ...labelsOf(row),
          profile: row.profile ?? "",
          owner: row.labels.owner ?? "",
          tier: row.labels.tier ?? "",
        },
        1,
      ]),
    ),
    gauge(
      "discovery_success",
      "Whether the instances of an entry of all could be listed.",
      report.discoveries.map((found) => [place(found), found.found === null ? 0 : 1]),
    ),
    gauge(
      "discovered_instances",
      "Instances that an entry of all found.",
      report.discoveries.flatMap((found) =>
        found.found === null ? [] : [[place(found), found.found] as const],
      ),
    ),
    gauge(
      "discovered_instances_min",
      "Instances that an entry of all must find.",
      report.discoveries.map((found) => [place(found), found.atLeast]),
    ),
  ].join("");
}
