/** Reading of the vendors' own files. Errors never quote a file's text. */
import type { Credentials } from "./cloud";
import { field, text } from "./envelope";

/** An INI file's content. The parser is loaded only when there is a file to read. */
export function parseIni(content: string): unknown {
  const { parse } = require("ini") as typeof import("ini");
  return parse(content);
}

/**
 * A JSON file's content.
 *
 * @throws Error without the parser's own message, which quotes what it could not read
 */
export function readJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new Error("it is not valid JSON");
  }
}

/** A section of an INI file; undefined where there is none. The parser nests a section at the dots of its name. */
export function section(ini: unknown, name: string): object | undefined {
  const found = name.split(".").reduce<unknown>(field, ini);
  return typeof found === "object" && found !== null ? found : undefined;
}

/** Keys under the names a file uses; undefined where one of the two is missing. */
export function credentialsFrom(
  values: unknown,
  accessKeyField: string,
  secretKeyField: string,
  tokenField: string,
): Credentials | undefined {
  const accessKey = text(field(values, accessKeyField))?.trim();
  const secretKey = text(field(values, secretKeyField))?.trim();
  const securityToken = text(field(values, tokenField))?.trim() || undefined;
  return accessKey && secretKey ? { accessKey, secretKey, securityToken } : undefined;
}
