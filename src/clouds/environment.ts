/** Reads environment variables. Messages contain names, never values. Pure. */

import { BackupsError } from "../core/errors";
import { joined, type Message, message } from "../core/message";
import type { Environment } from "./credential-sources";

/** The first set variable, with its value trimmed. */
export function firstVariable(
  env: Environment,
  names: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  for (const name of names) {
    const value = env[name]?.trim();
    if (value) return { name, value };
  }
  return undefined;
}

/** The value of the first set variable. */
export function firstSet(env: Environment, names: readonly string[]): string | undefined {
  return firstVariable(env, names)?.value;
}

/** Whether a variable is switched on. Source: the vendors' SDKs, which take any case of letters. */
export function isOn(env: Environment, name: string): boolean {
  return env[name]?.trim().toLowerCase() === "true";
}

/**
 * The error for settings or variables that are only partly set. The search must not go on to another account's keys.
 *
 * @param all the names of those that need each other
 */
export function incomplete(present: Message, missing: Message, all: readonly Message[]): BackupsError {
  const [set, unset] = all.length === 2 ? ["both", "neither"] : ["all of", "none"];
  const names = joined([joined(all.slice(0, -1), ", "), all.at(-1)], " and ") ?? "";
  return new BackupsError("credentials", message`${present} is set, but ${missing} is not`, {
    hint: message`Set ${set} ${names}, or ${unset}.`,
  });
}

/**
 * The first set one of variables that need each other; undefined if nothing asks for them.
 *
 * @param asking names of each of those that ask, best first
 * @param further those that must be set too, and alone mean something else
 * @throws BackupsError `credentials` if one is not set
 */
export function allOrNone(
  env: Environment,
  asking: readonly (readonly string[])[],
  further: typeof asking = [],
): string | undefined {
  const present = firstVariable(env, asking.flat())?.name;
  const all = [...asking, ...further];
  const missing = all.find((names) => !firstSet(env, names))?.[0];
  if (!present || !missing) return present;
  const names = all.map(([best = ""]) => best);
  throw incomplete(present, missing, names);
}
