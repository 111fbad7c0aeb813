/**
 * Finds how to get keys: explicit settings, then the environment, then the vendor's own files, then the machine's role.
 */

import { BackupsError, usageError } from "../core/errors";
import { arg, type Message, message } from "../core/message";
import type { Cloud, LookupSettings } from "./cloud";
import { completeRole, completeTokenRole } from "./complete-role";
import type { Environment, RoleSources } from "./credential-sources";
import { firstSet, incomplete } from "./environment";
import type { Credentials, Recipe, Role } from "./keys";
import type { Surroundings } from "./vendor-files";

/** Loaded when a file is needed. */
const vendorFiles = () => require("./vendor-files") as typeof import("./vendor-files");

/** Result of a search for keys. */
export interface RecipeSearch {
  readonly recipe?: Recipe;
  /** Its file, for messages. */
  readonly path?: string;
  /** Sources that had no keys. */
  readonly tried: readonly string[];
  /** Hint if nothing is found. */
  readonly hint: Message;
}

/** Half of a pair is an error: the search must not go on to another account's keys. */
function pair(
  { accessKey, secretKey, securityToken }: Partial<Credentials>,
  [accessName, secretName]: readonly [Message, Message],
): Recipe | undefined {
  if (accessKey && secretKey) return { kind: "keys", keys: { accessKey, secretKey, securityToken } };
  if (!accessKey && !secretKey) return undefined;
  const [present, missing] = accessKey ? [accessName, secretName] : [secretName, accessName];
  throw incomplete(present, missing, [accessName, secretName]);
}

/** The recipe in the settings, if any. */
function givenRecipe(
  { credentialSources: { roles } }: Cloud,
  settings: LookupSettings,
  env: Environment,
): Recipe | undefined {
  if (settings.credentials) return { kind: "function", keys: settings.credentials };
  const names = [[arg("accessKey")], [arg("secretKey")]] as const;
  const keys = pair(settings, names);
  // The other keys that a search finds are not those of the token.
  const token = [arg("securityToken")];
  if (settings.securityToken && !keys) throw incomplete(token, names[0], [...names, token]);
  if (!settings.assumeRoleWithOidc || !roles) return keys;
  if (keys)
    throw usageError(
      "assumeRoleWithOidc",
      message`given together with ${arg("accessKey")} and ${arg("secretKey")}, but it does not use them`,
      message`Leave out one of them; to assume a role with keys, give ${arg("assumeRole")}.`,
    );
  return completeTokenRole(roles.variables, settings.assumeRoleWithOidc, env);
}

function environmentKeys({ credentialSources }: Cloud, env: Environment): Recipe | undefined {
  for (const { accessKey, secretKey, securityToken } of credentialSources.keys) {
    const found = pair(
      {
        accessKey: firstSet(env, [accessKey]),
        secretKey: firstSet(env, [secretKey]),
        securityToken: firstSet(env, securityToken),
      },
      [accessKey, secretKey],
    );
    if (found) return found;
  }
  return undefined;
}

/** The recipe without the roles that are assumed with its keys. */
function originOf(recipe: Recipe): Recipe {
  return recipe.kind === "role" ? originOf(recipe.from) : recipe;
}

/** Searches the vendor's sources in order. */
async function searchChain(
  cloud: Cloud,
  settings: LookupSettings,
  surroundings: Surroundings,
): Promise<RecipeSearch> {
  const { keys, order } = cloud.credentialSources;
  const { env } = surroundings;
  const { profile } = settings;
  const both = `${keys[0].accessKey} and ${keys[0].secretKey}`;
  const otherwise = profile ? message`leave ${arg("profile")} out and set ${both}` : `set ${both}`;
  const hint = profile
    ? message`Add profile ${profile} to one of the files, or ${otherwise}.`
    : `Set ${both}.`;
  // A profile given as argument means an account: variables of another account must not override it.
  const tried = profile ? [`the environment (skipped, because profile ${profile} was given)`] : [];
  for (const source of order) {
    if (source === "files") {
      const {
        found,
        path,
        tried: files,
      } = await vendorFiles().searchFiles(cloud, settings, surroundings, "keys", otherwise);
      tried.push(...files);
      if (!found || !path) continue;
      if (originOf(found).kind === "keys")
        await vendorFiles()
          .adviseOnMode(path, surroundings)
          .catch(() => undefined);
      return { recipe: found, path, tried, hint };
    }
    if (profile) continue;
    const recipe = source === "environment" ? environmentKeys(cloud, env) : source.recipe(env);
    if (recipe) return { recipe, tried, hint };
    const pairs = keys.map(({ accessKey, secretKey }) => `${accessKey} and ${secretKey}`);
    tried.push(source === "environment" ? `the environment (${pairs.join("; ")})` : source.tried);
  }
  return { tried, hint };
}

/** The role in the settings, with the keys' recipe. */
function givenRole(roles: RoleSources, from: Recipe, settings: LookupSettings, env: Environment): Recipe {
  const role = completeRole(roles.variables, "withKeys", settings.assumeRole ?? {}, env);
  if (!role.roleArn)
    throw usageError(
      "assumeRole",
      message`has no role; expected its ARN in ${arg("roleArn")}`,
      message`Give the ARN of the role, or leave ${arg("assumeRole")} out.`,
    );
  return { kind: "role", role: role as Role, from, askedBy: "assumeRole" };
}

/** The role in the environment, with the keys' recipe. */
function environmentRole(
  roles: RoleSources,
  from: Recipe,
  env: Environment,
  beside: "given" | "found",
): Recipe {
  // These already determine the identity.
  if (from.kind === "oidc" || from.kind === "function") return from;
  const asked = roles.fromEnvironment(env, beside);
  if (!asked) return from;
  const { askedBy, settings } = asked;
  const role = completeRole(roles.variables, "withKeys", settings, env) as Role;
  if (from.kind !== "role") return { kind: "role", role, from, askedBy };
  if (from.role.roleArn === role.roleArn) return from;
  throw new BackupsError(
    "credentials",
    `${from.askedBy} assumes the role ${from.role.roleArn}, but ${askedBy} asks for ${role.roleArn}`,
    { hint: `Unset ${askedBy}, or use a profile that assumes no role.` },
  );
}

/**
 * Finds how to get a vendor's keys, without the network.
 *
 * @throws BackupsError `credentials` that names the source that ended the search, `usage` for settings that contradict
 * each other
 */
export async function findRecipe(
  cloud: Cloud,
  settings: LookupSettings,
  surroundings: Surroundings,
): Promise<RecipeSearch> {
  const { env } = surroundings;
  const { roles } = cloud.credentialSources;
  const given = givenRecipe(cloud, settings, env);
  const search = given
    ? { recipe: given, tried: [], hint: "" }
    : await searchChain(cloud, settings, surroundings);
  const { recipe } = search;
  if (!recipe || !roles) return search;
  if (settings.assumeRole) return { ...search, recipe: givenRole(roles, recipe, settings, env) };
  if (settings.hasOwnProfile) return search;
  const beside = given || settings.profile ? "given" : "found";
  return { ...search, recipe: environmentRole(roles, recipe, env, beside) };
}

/** Whether the keys come from the machine's own role although nothing asks for it. */
export function endsAtLastResort(recipe: Recipe): boolean {
  const origin = originOf(recipe);
  return origin.kind === "instance" && origin.askedBy === undefined;
}
