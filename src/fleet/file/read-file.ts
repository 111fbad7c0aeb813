/** Reads a file of instances. */
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { messageOf } from "../../core/error-text";
import { usageError } from "../../core/errors";
import { entryFrom } from "./entry";
import type { FleetEntry, FleetFile } from "./fleet-file";
import { fileError, type LocatedText, type Problem, readLocatedText } from "./located-text";
import { fileSchema } from "./schema";

const NOUNS: Readonly<Record<string, string>> = {
  string: "a text",
  array: "a list",
  object: "a map of names and values",
  record: "a map of names and values",
};

/** A zod issue in the words of the file. */
function wordsFor(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type" && issue.input === undefined) return "missing";
  if (issue.code === "invalid_type") {
    const wanted = NOUNS[issue.expected] ?? issue.expected;
    return `got ${Array.isArray(issue.input) ? "a list" : typeof issue.input === "object" ? "a map" : "a text"}, expected ${wanted}`;
  }
  if (issue.code === "invalid_union") return "expected a text or a list of texts";
  if (issue.code === "too_small") return "empty, expected at least one";
  return issue.message;
}

/** A path as code: `instances[2].warn_age: `. */
function nameOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text === "" ? "" : `${text.replace(/^\./, "")}: `;
}

function problemsOf(text: LocatedText, issue: z.core.$ZodIssue): readonly Problem[] {
  const path = issue.path;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      ...text.at(path, key),
      text: `${nameOf([...path, key])}there is no such key; the page on fleets lists all keys`,
    }));
  }
  return [{ ...text.at(path), text: `${nameOf(path)}${wordsFor(issue)}` }];
}

/**
 * Reads the text of a file of instances: YAML or JSON.
 *
 * @param path for messages
 * @param bytes what the checksum is of
 * @throws BackupsError `usage` that names line and column of every problem
 */
export function parseFleetFile(path: string, text: string, bytes: string | Buffer = text): FleetFile {
  const located = readLocatedText(path, text);
  const checked = fileSchema.safeParse(located.value, { reportInput: true });
  if (!checked.success)
    throw fileError(
      path,
      checked.error.issues.flatMap((issue) => problemsOf(located, issue)),
    );
  const { defaults = {}, instances } = checked.data;
  const problems: Problem[] = [];
  const entries = instances.map((raw, index): FleetEntry => {
    const place = ["instances", index];
    const { entry, problems: wrong } = entryFrom(raw, defaults, located.at(place).line);
    for (const problem of wrong) {
      const own = [...place, ...problem.path];
      const [field] = problem.path;
      const isDefault = field !== undefined && !(field in raw) && field in defaults;
      problems.push({
        ...located.at(isDefault ? ["defaults", field] : own),
        text: `${nameOf(own)}${problem.text}`,
      });
    }
    return entry;
  });
  if (problems.length > 0) throw fileError(path, problems);
  return { path, sha256: createHash("sha256").update(bytes).digest("hex"), entries };
}

/**
 * Reads a file of instances.
 *
 * @throws BackupsError `usage`
 */
export async function readFleetFile(path: string): Promise<FleetFile> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw usageError(
      "file",
      `cannot read ${path}: ${messageOf(error)}`,
      "`cdktf-backups discover` writes one from an account's instances.",
    );
  }
  if (!isUtf8(bytes)) throw usageError("file", `${path} is not UTF-8 text`, "Save it as UTF-8.");
  // The decoder leaves out a byte order mark.
  return parseFleetFile(path, new TextDecoder().decode(bytes), bytes);
}
