/** Backups as text for people and as JSON for programs. Pure. */
import { snakeCased } from "../core/argument";
import { type Backup, publicBackup } from "../core/backup";
import { toJson } from "../core/json";
import type { Verdict } from "../core/selection";

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** Bytes for people, such as `1.5 GiB`. */
export function formatBytes(bytes: number | bigint | null): string {
  if (bytes === null) return "-";
  let amount = Number(bytes);
  let unit = 0;
  while (amount >= 1024 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? amount : amount.toFixed(1)} ${UNITS[unit]}`;
}

/** A backup with the names of the JSON and Terraform contract; signed addresses only where they are asked for. */
export function backupJson(backup: Backup, showUrls: boolean): Record<string, unknown> {
  return snakeCased(showUrls ? backup : publicBackup(backup));
}

export function verdictJson(
  { backup, eligible, reason, reasonCode, ageSeconds }: Verdict,
  showUrls: boolean,
) {
  const verdict = { age_seconds: ageSeconds, eligible, reason, reason_code: reasonCode };
  return Object.assign(backupJson(backup, showUrls), verdict);
}

export function formatJson(value: unknown): string {
  return `${toJson(value, 2)}\n`;
}

/** Rows per text, for listings of any length. */
const ROWS_PER_TEXT = 50;

/**
 * One JSON document with a list as its last field, in parts: the text of a whole list would be in memory several times.
 *
 * @param head the fields before it
 * @param name the list's field
 */
export function* formatJsonList<Item>(
  head: Readonly<Record<string, unknown>>,
  name: string,
  items: readonly Item[],
  toValue: (item: Item) => unknown,
): Generator<string> {
  const [opening, closing] = [`\n  ${toJson(name)}: [`, "\n  ]\n}"];
  yield `${toJson(head, 2).replace(/\n\}$/, "")},${opening}`;
  for (let start = 0; start < items.length; start += ROWS_PER_TEXT) {
    const part = toJson({ [name]: items.slice(start, start + ROWS_PER_TEXT).map(toValue) }, 2);
    yield (start > 0 ? "," : "") + part.slice("{".length + opening.length, -closing.length);
  }
  yield items.length > 0 ? `${closing}\n` : "]\n}\n";
}
