/** Backups as text for people and as JSON for programs. Pure. */
import { snakeCase } from "../argument";
import { type Backup, publicBackup } from "../backup";
import { toJson } from "../transport/json";

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

/** Rows under a header, in columns as wide as they need to be. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

/** A backup with the names of the JSON and Terraform contract; signed addresses only where they are asked for. */
export function backupJson(backup: Backup, showUrls: boolean): Record<string, unknown> {
  const shown = showUrls ? backup : publicBackup(backup);
  return Object.fromEntries(Object.entries(shown).map(([name, value]) => [snakeCase(name), value]));
}

/** One JSON document. */
export function formatJson(value: unknown): string {
  return `${toJson(value, 2)}\n`;
}
