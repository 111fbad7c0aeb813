/** The table of an instance's backups, and how many of them it has. */
import { Option } from "commander";
import type { ArgumentTable } from "../core/argument";
import { formatDuration } from "../core/duration";
import type { Column, Screen, Tone } from "../core/screen";
import type { Verdict } from "../core/selection";
import { formatTable } from "../core/table";
import type { Examination } from "../lookup/result";
import { checkedValues } from "./flags";
import { formatBytes } from "./format";
import type { Io, Options } from "./io";

/** Number of backups on a terminal without `--limit`. */
const SCREENFUL = 20;

const LIMIT: ArgumentTable = { limit: { kind: "integer", min: 1, max: 999_999_999, description: "Number." } };

export function limitOption(): Option {
  return new Option(
    "--limit <number>",
    `Print only this many of the newest backups. Default: all; ${SCREENFUL} in a table on a terminal.`,
  );
}

/** How many backups are printed; undefined for all. @throws BackupsError `usage` */
export function limitFrom(options: Options, { screen }: Io): number | undefined {
  const { limit = screen && !options.json ? SCREENFUL : undefined } = checkedValues(LIMIT, options);
  return limit as number | undefined;
}

/** A line about the backups that are not shown; undefined if all are. */
export function restOf({ verdicts, latest }: Examination, limit = verdicts.length): string | undefined {
  if (verdicts.length <= limit) return undefined;
  const isLatestShown = verdicts.slice(0, limit).some(({ backup }) => backup === latest);
  const among = latest && !isLatestShown ? `, among them the latest restorable one, ${latest.id}` : "";
  return `${verdicts.length - limit} older backups are not shown${among}. --limit ${verdicts.length} shows all.`;
}

const STATUS_TONES: Readonly<Record<string, Tone>> = { succeeded: "good", failed: "bad", running: "notice" };

/** The columns. On a narrow terminal the age replaces the time, with half of its characters. */
const columnsFor = (latest: Examination["latest"]): readonly Column<Verdict>[] => [
  { title: "ID", text: ({ backup }) => backup.id || "-" },
  { title: "STARTED", text: ({ backup }) => backup.startedAt ?? "-", leaves: 2 },
  {
    title: "AGE",
    text: ({ ageSeconds }) => (ageSeconds === null ? "-" : `${formatDuration(ageSeconds)} ago`),
    isForScreen: true,
    leaves: 1,
  },
  { title: "SIZE", text: ({ backup }) => formatBytes(backup.sizeBytes), leaves: 4 },
  { title: "TYPE", text: ({ backup }) => backup.type, leaves: 5 },
  { title: "METHOD", text: ({ backup }) => backup.method, leaves: 6 },
  { title: "TRIGGER", text: ({ backup }) => backup.trigger, leaves: 7 },
  {
    title: "STATUS",
    text: ({ backup }) => backup.status,
    leaves: 3,
    tone: ({ backup }) => STATUS_TONES[backup.status],
  },
  {
    title: "ELIGIBLE",
    text: ({ backup, eligible, reason }) =>
      backup === latest ? "latest" : eligible ? "yes" : `no: ${reason}`,
    enough: 24,
    tone: ({ backup, eligible }) => (backup === latest ? "good" : eligible ? undefined : "notice"),
  },
];

/**
 * The newest backups with their verdicts.
 *
 * @param except titles of columns to leave out
 */
export function formatBackups(
  { verdicts, latest }: Examination,
  limit: number | undefined,
  screen: Screen | undefined,
  except: readonly string[] = [],
): string {
  const columns = columnsFor(latest).filter(({ title }) => !except.includes(title));
  return formatTable(columns, verdicts.slice(0, limit), screen);
}
