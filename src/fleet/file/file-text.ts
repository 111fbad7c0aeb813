/** Writes a file of instances, with one line for each entry. */

/** An entry by the names of the file, without undefined values. */
export type NewEntry = Readonly<Record<string, unknown>>;

/** Where an editor finds the file's schema, from the folder of a project that has the package. */
const SCHEMA = "node_modules/cdktf-backups/lib/backups.schema.json";

/** Limits for nightly backups: a backup may be two hours late, and one may be missing. */
export const NIGHTLY = { warn_age: "26h", max_age: "50h" } as const;

/** A value on one line. Texts that YAML would read as something else are put in quotation marks. */
function flow(value: unknown): string {
  const { stringify } = require("yaml") as typeof import("yaml");
  return stringify(value, { collectionStyle: "flow", lineWidth: 0, flowCollectionPadding: true }).trim();
}

const given = (entry: NewEntry) =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));

/** The text of a file; `remarks` are comments at its top. */
export function fileText(
  entries: readonly NewEntry[],
  defaults: NewEntry | undefined,
  remarks: readonly string[],
): string {
  const lines = entries.map((entry) => `  - ${flow(given(entry))}`);
  return [
    `# yaml-language-server: $schema=${SCHEMA}`,
    ...remarks.map((remark) => `# ${remark.replace(/\s+/g, " ")}`),
    ...(defaults ? [`defaults: ${flow(given(defaults))}`] : []),
    lines.length > 0 ? "instances:" : "instances: []",
    ...lines,
    "",
  ].join("\n");
}
