/** Reads environment variables. Messages contain names, never values. Pure. */

import { BackupsError } from "../core/errors";
import { type Message, message } from "../core/message";
import type { Environment } from "./credential-sources";

/** The value of the first set variable, trimmed. */
export function firstSet(env: Environment, names: readonly string[]): string | undefined {
  return names.map((name) => env[name]?.trim()).find(Boolean);
}

/** The name of the first set variable. */
export function firstNameSet(env: Environment, names: readonly string[]): string | undefined {
  return names.find((name) => env[name]?.trim());
}

/** Whether a variable is switched on. Source: the vendors' SDKs, which take any case of letters. */
export function isOn(env: Environment, name: string): boolean {
  return env[name]?.trim().toLowerCase() === "true";
}

/** The error for variables that are only partly set. The search must not go on to another account's keys. */
export function incomplete(present: Message, missing: Message, hint: Message): BackupsError {
  return new BackupsError("credentials", message`${present} is set, but ${missing} is not`, { hint });
}

/**
 * The values of variables that need each other; undefined if none is set.
 *
 * @throws BackupsError `credentials` if only some are set
 */
export function allOrNone(env: Environment, names: readonly string[]): readonly string[] | undefined {
  const present = firstNameSet(env, names);
  if (!present) return undefined;
  const missing = names.find((name) => !firstSet(env, [name]));
  if (missing) throw incomplete(present, missing, `Set all of ${names.join(", ")}, or none.`);
  return names.map((name) => String(firstSet(env, [name])));
}
