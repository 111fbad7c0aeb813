/**
 * Where credentials and regions come from: explicit settings, then the environment, then the vendor's own files.
 * Values never reach a message; what was tried does.
 */
import { readFile, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { BackupsError, usageError } from "../errors";
import type { Cloud, CloudSettings, CredentialFile, Credentials, FileReader } from "./cloud";
import { Unusable } from "./credential-file";

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
interface FileSearch<Wanted> {
  readonly found?: Wanted;
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

/** A file's text, without the mark that some editors put before it; undefined where there is no file. */
async function readIfThere(path: string, home: string): Promise<string | undefined> {
  try {
    return (await readFile(absolute(path, home), "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new Unusable(
      `cannot be read (${code})`,
      "Make it readable for the user who runs this, or remove it",
      {
        path,
      },
    );
  }
}

/** What a search through the vendor's files is after. */
interface Wanted<Found> {
  /** For messages. */
  readonly what: string;
  /** Reads it; undefined for a file that never has it. */
  readonly reader: (file: CredentialFile) => FileReader<Found> | undefined;
  /** What to do instead of repairing a file, as the end of a sentence. */
  readonly otherwise: string;
}

/**
 * Looks through the vendor's files until one has what is wanted. Only a file that is not there, or has nothing for the profile,
 * leads to the next one: that may hold another account's.
 *
 * @throws BackupsError `credentials` where a file, or the profile in it, cannot be used
 */
async function searchFiles<Found>(
  cloud: Cloud,
  settings: CloudSettings,
  surroundings: Surroundings,
  wanted: Wanted<Found>,
): Promise<FileSearch<Found>> {
  const profile = profileOf(cloud, settings, surroundings);
  const readText = (path: string) => readIfThere(path, surroundings.home);
  const tried: string[] = [];
  for (const file of cloud.credentialSources.files) {
    const read = wanted.reader(file);
    if (!read) continue;
    const path = file.path(profile);
    try {
      const content = await readText(path);
      const found = content === undefined ? undefined : await read(content, profile, readText);
      if (found !== undefined) return { found, path, tried };
      tried.push(
        `${path} (${content === undefined ? "not there" : `nothing for profile ${profile ?? "default"}`})`,
      );
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      const problem = error.profile
        ? `profile ${error.profile} ${error.message}`
        : `it ${error.message}, so ${profile ? `profile ${profile}` : "the profile in use"} could not be read`;
      throw new BackupsError(
        "credentials",
        `the search for ${wanted.what} of ${cloud.title} ended at ${error.path ?? path}: ${problem}`,
        { hint: `${error.remedy}, or ${wanted.otherwise}.` },
      );
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
 * @throws BackupsError `credentials` that lists what was tried, or names what the search ended at
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
  const { profile } = settings;
  const both = `${keys[0].accessKey} and ${keys[0].secretKey}`;
  const otherwise = profile ? `leave profile out and set ${both}` : `set ${both}`;
  const { found, path, tried } = await searchFiles(cloud, settings, surroundings, {
    what: "credentials",
    reader: (file) => file.keys,
    otherwise,
  });
  if (found) {
    if (path) await adviseOnMode(path, surroundings).catch(() => undefined);
    return found;
  }
  const [variables, hint] = profile
    ? [
        `the environment (skipped, since profile ${profile} was asked for)`,
        `Add profile ${profile} to one of the files, or ${otherwise}.`,
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
 * @throws BackupsError `usage` when there is none, or it is no region's name; `credentials` where a file that may have
 * it cannot be used
 */
export async function findRegion(
  cloud: Cloud,
  argument: string | undefined,
  settings: CloudSettings,
  surroundings: Surroundings,
): Promise<string> {
  const names = cloud.credentialSources.region;
  const fromFiles = async () =>
    (
      await searchFiles(cloud, settings, surroundings, {
        what: "a region",
        reader: (file) => file.region,
        otherwise: "give region",
      })
    ).found;
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
