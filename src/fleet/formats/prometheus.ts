/**
 * The report in Prometheus' text format, for the textfile collector of node_exporter and for a Pushgateway. Times are
 * exported, not ages, so that an alert also fires on a file that is no longer written. No label changes with a backup.
 */
import type { CheckVerdict, Discovery, Report, Row } from "../report";

/** Value of a check; unknown does not alarm. */
const LEVELS: Readonly<Record<CheckVerdict, number>> = { holds: 0, unknown: 0, warns: 1, fails: 2 };

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}

function line(name: string, [labels, value]: Sample): string {
  const parts = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${parts.length > 0 ? `{${parts.join(",")}}` : ""} ${value}\n`;
}

const seconds = (time: string | null) => (time === null ? null : Date.parse(time) / 1000);

const labelsOf = ({ listing, instanceId, region, name }: Row): Labels => ({
  listing,
  instance_id: instanceId ?? "",
  region,
  name,
});

const placeOf = ({ listing, region, profile, line: at }: Discovery): Labels => ({
  listing,
  region,
  profile: profile ?? "",
  line: String(at),
});

export function prometheusReport({ rows, discoveries, startedAt, generatedAt }: Report): string {
  const databases = rows.filter(({ instanceId }) => instanceId !== null);
  const families: string[] = [];
  const samples = (name: string, help: string, all: readonly Sample[]) => {
    const full = `cdktf_backups_${name}`;
    const lines = all.map((sample) => line(full, sample));
    if (lines.length > 0) families.push(`# HELP ${full} ${help}\n# TYPE ${full} gauge\n`, ...lines);
  };
  const run = (name: string, help: string, value: number) => samples(name, help, [[{}, value]]);
  const eachOf =
    <Item>(items: readonly Item[], labels: (item: Item) => Labels) =>
    (name: string, help: string, read: (item: Item) => number | null) => {
      const known = items.map((item) => [labels(item), read(item)] as const);
      samples(
        name,
        help,
        known.filter((sample): sample is Sample => sample[1] !== null),
      );
    };
  const each = eachOf(databases, labelsOf);
  const found = eachOf(discoveries, placeOf);
  const took = (Date.parse(generatedAt) - Date.parse(startedAt)) / 1000;
  run(
    "run_timestamp_seconds",
    "When the file of instances was last checked.",
    Date.parse(generatedAt) / 1000,
  );
  run("run_duration_seconds", "How long the check of the file of instances took.", took);
  run("instances", "Databases of the file, the muted ones included.", databases.length);
  each(
    "lookup_success",
    "Whether the backups of the database could be listed. Never missing.",
    ({ error }) => (error ? 0 : 1),
  );
  each("lookup_timestamp_seconds", "When its lookup ended. Never missing.", ({ askedAt }) =>
    seconds(askedAt),
  );
  each("ignored", "Whether it is muted. Never missing.", ({ state }) => (state === "muted" ? 1 : 0));
  each(
    "last_success_timestamp_seconds",
    "Earliest possible time of the data in the latest restorable backup.",
    ({ latest }) => seconds(latest?.consistentFrom ?? null),
  );
  each("last_size_bytes", "Size of the latest restorable backup.", ({ latest }) => latest?.sizeBytes ?? null);
  each("eligible_backups", "Restorable backups.", ({ eligibleCount }) => eligibleCount);
  each("listed_backups", "Listed backups, restorable or not.", ({ listedCount }) => listedCount);
  each("newest_failed_timestamp_seconds", "When the newest failed backup ran.", ({ newestFailedAt }) =>
    seconds(newestFailedAt),
  );
  each(
    "restore_window_start_timestamp_seconds",
    "The oldest state that can certainly be restored.",
    ({ windowStart }) => seconds(windowStart),
  );
  each("warn_age_seconds", "Age that is late.", ({ warnAgeSeconds }) => warnAgeSeconds);
  each("max_age_seconds", "Age that fails.", ({ maxAgeSeconds }) => maxAgeSeconds);
  const checks = databases.flatMap((row) =>
    row.checks
      .filter(({ name }) => name !== "asked")
      .map(({ name, verdict }) => [{ ...labelsOf(row), check: name }, LEVELS[verdict]] as const),
  );
  samples("check_status", "Result of a check: 0 holds, 1 warns, 2 fails.", checks);
  const facts = databases.map((row): Sample => {
    const { owner = "", tier = "" } = row.labels;
    return [{ ...labelsOf(row), profile: row.profile ?? "", owner, tier }, 1];
  });
  samples("instance_info", "Owner and tier of a database, always 1.", facts);
  found(
    "discovery_success",
    "Whether the instances of an `instances: all` entry could be listed.",
    (entry) => (entry.found === null ? 0 : 1),
  );
  found("discovered_instances", "Instances that an `instances: all` entry found.", (entry) => entry.found);
  found(
    "discovered_instances_min",
    "Instances that an `instances: all` entry must find.",
    (entry) => entry.atLeast,
  );
  return families.join("");
}
