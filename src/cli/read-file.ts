/** Reads files in the user's folders. */
import { messageOf } from "../core/error-text";
import { BackupsError } from "../core/errors";
import { readRegularFile } from "../core/regular-file";

/** The text of a file; undefined if there is no file. @throws BackupsError `usage` */
export function readText(path: string): string | undefined {
  try {
    // Some editors put a byte order mark at the start.
    return readRegularFile(path)
      ?.toString()
      .replace(/^\uFEFF/, "");
  } catch (error) {
    throw new BackupsError("usage", `cannot read ${path}: ${messageOf(error)}`);
  }
}

/** The JSON object in a file; undefined if there is no file. @throws BackupsError `usage` */
export function readJsonObject(path: string): Record<string, unknown> | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {}
  throw new BackupsError("usage", `${path} is not a JSON object`, {
    hint: "Repair it, or use another folder.",
  });
}
