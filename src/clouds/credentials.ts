/**
 * Where credentials and regions come from: explicit settings, then the environment, then the vendor's own files.
 * Values never reach a message; what was tried does.
 */
import { readFile, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { BackupsError, usageError } from "../errors";
import type { Cloud, CloudSettings, Credentials, FoundInFile } from "./cloud";

/** What the outside world is to this module. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Home directory, which `~` stands for. */
  readonly home: string;
  /** Told what is not as it should be on this machine, and what to do. @default nobody */
  readonly advise?: (text: string) => void;
}

/** Files that were told of: once in a process is enough. */
const advisedOn = new Set<string>();

/** What was found in a file, and which one. */
interface FileSearch {
  readonly found?: FoundInFile;
  readonly path?: string;
  readonly tried: readonly string[];
}

function firstSet(env: Surroundings["env"], names: readonly string[]): string | undefined {
  return names.map((name) => env[name]?.trim()).find(Boolean);
}

function profileOf(cloud: Cloud, settings: CloudSettings, { env }: Surroundings): string | undefined {
  return settings.profile ?? firstSet(env, cloud.credentialSources.profile);
}

function absolute(path: string, home: string): string {
  return path.startsWith("~/") ? join(home, path.slice(2)) : path;
}

/** Keys in a file that others can read are theirs too. Windows says who may read by other means than a mode. */
async function adviseOnMode(path: string, { home, advise }: Surroundings): Promise<void> {
  if (!advise || process.platform === "win32") return;
  const file = await realpath(absolute(path, home));
  const isOpen = ((await stat(file)).mode & 0o077) !== 0;
  if (!isOpen || advisedOn.has(file)) return;
  advisedOn.add(file);
  advise(`${path} holds keys and is open to other users of this machine: run chmod 600 ${path}`);
}

async function readIfThere(path: string, home: string): Promise<string | undefined> {
  try {
    return await readFile(absolute(path, home), "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new Error(`it cannot be read (${code})`);
  }
}

/** Looks through the vendor's files until one has what is `wanted`. */
async function searchFiles(
  cloud: Cloud,
  settings: CloudSettings,
  surroundings: Surroundings,
  wanted: keyof FoundInFile,
): Promise<FileSearch> {
  const profile = profileOf(cloud, settings, surroundings);
  const tried: string[] = [];
  for (const file of cloud.credentialSources.files) {
    const path = file.path(profile);
    const note = (what: string) => tried.push(`${path} (${what})`);
    try {
      const content = await readIfThere(path, surroundings.home);
      if (content === undefined) {
        note("not there");
        continue;
      }
      const found = await file.read(content, profile, (sibling) => readIfThere(sibling, surroundings.home));
      if (found?.[wanted]) return { found, path, tried };
      note(found?.unusable ?? `no ${wanted} for profile ${profile ?? "default"}`);
    } catch (error) {
      note((error as Error).message);
    }
  }
  return { tried };
}

/** Half of a pair is a mistake to be told, never a reason to go on to another account's keys. */
function pair(
  accessKey: string | undefined,
  secretKey: string | undefined,
  securityToken: string | undefined,
  [accessName, secretName]: readonly [string, string],
): Credentials | undefined {
  if (accessKey && secretKey) return { accessKey, secretKey, securityToken };
  if (!accessKey && !secretKey) return undefined;
  const [present, missing] = accessKey ? [accessName, secretName] : [secretName, accessName];
  throw new BackupsError("credentials", `${present} is set, but ${missing} is not`, {
    hint: `Set both ${accessName} and ${secretName}, or neither.`,
  });
}

/** Asks the caller's own function; what it gives is code of the caller's, so it is not taken on trust. */
async function fromProvider(cloud: Cloud, provider: () => Promise<Credentials>): Promise<Credentials> {
  let given: Partial<Credentials> | undefined;
  try {
    given = await provider();
  } catch (error) {
    if (error instanceof BackupsError) throw error;
    throw new BackupsError(
      "credentials",
      `the credentials function for ${cloud.title} failed: ${error instanceof Error ? error.message : "no reason given"}`,
    );
  }
  const { accessKey, secretKey } = given ?? {};
  // Anything but text would be signed with, and then refused as if it were a wrong key.
  if (typeof accessKey === "string" && accessKey && typeof secretKey === "string" && secretKey)
    return { ...given, accessKey, secretKey };
  throw new BackupsError("credentials", `the credentials function for ${cloud.title} gave no keys`, {
    hint: "It must resolve to an object with accessKey and secretKey.",
  });
}

/**
 * Finds the credentials for a vendor.
 *
 * @throws BackupsError `credentials` that lists what was tried
 */
export async function findCredentials(
  cloud: Cloud,
  settings: CloudSettings,
  surroundings: Surroundings,
): Promise<Credentials> {
  const { keys } = cloud.credentialSources;
  if (settings.credentials) return await fromProvider(cloud, settings.credentials);
  const explicit = pair(settings.accessKey, settings.secretKey, settings.securityToken, [
    "accessKey",
    "secretKey",
  ]);
  if (explicit) return explicit;
  const { env } = surroundings;
  // A profile that was asked for by argument names an account: variables of another one must not win over it.
  if (!settings.profile) {
    for (const { accessKey, secretKey, securityToken } of keys) {
      const [access, secret] = [firstSet(env, [accessKey]), firstSet(env, [secretKey])];
      const found = pair(access, secret, firstSet(env, securityToken), [accessKey, secretKey]);
      if (found) return found;
    }
  }
  const { found, path, tried } = await searchFiles(cloud, settings, surroundings, "credentials");
  if (found?.credentials) {
    if (path) await adviseOnMode(path, surroundings).catch(() => undefined);
    return found.credentials;
  }
  const { profile } = settings;
  const both = `${keys[0].accessKey} and ${keys[0].secretKey}`;
  const [variables, hint] = profile
    ? [
        `the environment (skipped, since profile ${profile} was asked for)`,
        `Add profile ${profile} to one of the files, or leave profile out and set ${both}.`,
      ]
    : [
        `the environment (${keys.map(({ accessKey, secretKey }) => `${accessKey} and ${secretKey}`).join("; ")})`,
        `Set ${both}.`,
      ];
  throw new BackupsError(
    "credentials",
    `no credentials for ${cloud.title} were found; tried ${[variables, ...tried].join(", ")}`,
    { hint },
  );
}

/** Regions become part of host names and paths, so nothing but a plain name is let through. */
const REGION = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/**
 * Finds the region of a lookup.
 *
 * @throws BackupsError `usage` when there is none, or it is no region's name
 */
export async function findRegion(
  cloud: Cloud,
  argument: string | undefined,
  settings: CloudSettings,
  surroundings: Surroundings,
): Promise<string> {
  const names = cloud.credentialSources.region;
  const fromFiles = async () => (await searchFiles(cloud, settings, surroundings, "region")).found?.region;
  const fromEnvironment = () => firstSet(surroundings.env, names);
  const region =
    argument ??
    settings.region ??
    // As with keys: a profile that was asked for wins over variables, which may be another account's.
    (settings.profile
      ? ((await fromFiles()) ?? fromEnvironment())
      : (fromEnvironment() ?? (await fromFiles())));
  if (!region) {
    throw usageError(
      "region",
      "missing; expected the region of the instance",
      `Give region, set ${names[0]}, or set it in the profile.`,
    );
  }
  if (!REGION.test(region)) {
    throw usageError("region", `got ${JSON.stringify(region)}, expected a region's name such as cn-hangzhou`);
  }
  return region;
}
