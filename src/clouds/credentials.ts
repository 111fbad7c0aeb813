/** Gets keys by a recipe. Messages list the sources, never values. */

import { BackupsError } from "../core/errors";
import type { Message } from "../core/message";
import { toRfc3339 } from "../core/time";
import type { Cloud, LookupSettings } from "./cloud";
import type { Means, RoleSources } from "./credential-sources";
import type { Credentials, Recipe } from "./keys";
import { isNoInstanceRole } from "./nobody-there";
import { endsAtLastResort, findRecipe } from "./recipe";
import { checkUsable } from "./secrets";
import type { Surroundings } from "./vendor-files";

/** Network access of a search for keys. */
export type Network = Pick<Means, "askSts" | "askDirectly" | "now">;

/** Calls the caller's own function, and checks its result. */
async function fromFunction(cloud: Cloud, provide: () => Promise<Credentials>): Promise<Credentials> {
  let given: Partial<Credentials> | undefined;
  try {
    given = await provide();
  } catch (error) {
    if (error instanceof BackupsError) throw error;
    throw new BackupsError(
      "credentials",
      `the credentials function for ${cloud.title} failed: ${error instanceof Error ? error.message : "no reason given"}`,
    );
  }
  const { accessKey, secretKey, expiresAt } = given ?? {};
  const refuse = (problem: string, hint: Message) =>
    new BackupsError("credentials", `the credentials function for ${cloud.title} gave ${problem}`, { hint });
  // The vendor would reject a key that is not text as a wrong key.
  if (typeof accessKey !== "string" || !accessKey || typeof secretKey !== "string" || !secretKey)
    throw refuse("no keys", "It must resolve to an object with accessKey and secretKey.");
  if (expiresAt !== undefined && !(expiresAt instanceof Date && !Number.isNaN(expiresAt.getTime())))
    throw refuse("an expiresAt that is not a time", "expiresAt must be a Date, or left out.");
  return { ...given, accessKey, secretKey };
}

/** The source that asks for keys, for a message. */
function askerOf(recipe: Recipe): string {
  if (recipe.kind === "keys") return recipe.login?.askedBy ?? "the environment";
  return recipe.kind === "function" ? "the credentials function" : (recipe.askedBy ?? "this instance");
}

/** The vendor would reject expired keys. */
function checkExpiry(keys: Credentials, recipe: Recipe, now: Date): void {
  if (!keys.expiresAt || keys.expiresAt > now) return;
  const renewal = recipe.kind === "keys" && recipe.login?.renewal;
  throw new BackupsError(
    "credentials",
    `the keys of ${askerOf(recipe)} expired at ${toRfc3339(keys.expiresAt)}, and it is ${toRfc3339(now)}`,
    {
      hint: renewal
        ? `To log in again, run ${renewal}.`
        : "Renew them at their source, and check this machine's clock.",
    },
  );
}

const vendorFiles = () => require("./vendor-files") as typeof import("./vendor-files");
const sessions = () => require("./sessions") as typeof import("./sessions");
const keyServers = () => require("./key-servers") as typeof import("./key-servers");

async function fetchKeys(cloud: Cloud, recipe: Recipe, means: Means, path?: string): Promise<Credentials> {
  // Only a vendor with roles makes recipes of these kinds.
  const roles = cloud.credentialSources.roles as RoleSources;
  switch (recipe.kind) {
    case "keys":
      return recipe.keys;
    case "function":
      return await fromFunction(cloud, recipe.keys);
    case "role":
    case "oidc": {
      const keys = recipe.kind === "role" ? await getKeys(cloud, recipe.from, means, path) : undefined;
      return await sessions().assumeRole(cloud, recipe, means, keys);
    }
    case "instance":
      return await keyServers().instanceKeys(roles, recipe, means);
    case "uri":
      return await keyServers().keysFromUri(roles, recipe, means);
  }
}

/** @param path the file that the recipe was read from */
async function getKeys(cloud: Cloud, recipe: Recipe, means: Means, path?: string): Promise<Credentials> {
  const keys = await fetchKeys(cloud, recipe, means, path);
  checkUsable(cloud, keys, recipe.kind === "keys" ? path : undefined);
  means.tell(keys);
  checkExpiry(keys, recipe, means.now());
  return keys;
}

/**
 * Finds the credentials for a vendor.
 *
 * @param tell called with all keys before they sign anything
 * @throws BackupsError `credentials` that lists the sources, or names the one that ended the search
 */
export async function findCredentials(
  cloud: Cloud,
  settings: LookupSettings,
  surroundings: Surroundings,
  network: Network,
  tell: Means["tell"] = () => undefined,
): Promise<Credentials> {
  const { env, home } = surroundings;
  const { recipe, path, tried, hint } = await findRecipe(cloud, settings, surroundings);
  const notFound = (last: readonly string[]) =>
    new BackupsError(
      "credentials",
      `no credentials for ${cloud.title} were found; tried ${[...tried, ...last].join(", ")}`,
      { hint },
    );
  if (!recipe) throw notFound([]);
  try {
    const means = {
      env,
      readFile: (named: string) => vendorFiles().readNamedFile(named, home),
      ...network,
      tell,
    };
    return await getKeys(cloud, recipe, means, path);
  } catch (error) {
    if (isNoInstanceRole(error) && endsAtLastResort(recipe)) throw notFound([error.message]);
    throw error;
  }
}
