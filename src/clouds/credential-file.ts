/** Reading of the vendors' own files. Errors never quote a file's keys. */
import { quotable } from "../core/errors";
import { field, text } from "./envelope";
import type { Credentials, Recipe } from "./keys";

/** Details of an unusable file. */
interface UnusableDetails {
  /** The profile at fault; undefined if it is the whole file. */
  readonly profile?: string;
  /** The file at fault, if it is another file of the same tool. */
  readonly path?: string;
}

/** A file, or the profile in it, that is there and cannot be used: the search ends with it. */
export class Unusable extends Error {
  readonly profile?: string;
  readonly path?: string;

  /**
   * @param problem what is said of the profile or the file, such as "is not valid JSON"
   * @param remedy what to do, as the beginning of a sentence
   */
  constructor(
    problem: string,
    readonly remedy: string,
    { profile, path }: UnusableDetails = {},
  ) {
    super(problem);
    this.profile = profile === undefined ? undefined : forMessage(profile);
    this.path = path;
  }
}

/** A name from a file, for a message. */
function forMessage(name: string): string {
  return quotable(name, 64);
}

/**
 * A JSON file's content.
 *
 * @param path the file, where it is not the one that is being read
 * @throws Unusable without the parser's own message, which quotes what it could not read
 */
export function readJson(content: string, path?: string): object {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw new Unusable("is not valid JSON", "Repair the file", { path });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Unusable("is not a JSON object", "Repair the file", { path });
}

/**
 * Keys of a profile, under the names a file uses; undefined if it has none, which names no account.
 *
 * @throws Unusable if one of the two is missing
 */
export function credentialsFrom(
  values: unknown,
  profile: string,
  accessKeyField: string,
  secretKeyField: string,
  tokenField: string,
): Credentials | undefined {
  const accessKey = text(field(values, accessKeyField))?.trim();
  const secretKey = text(field(values, secretKeyField))?.trim();
  const securityToken = text(field(values, tokenField))?.trim() || undefined;
  if (accessKey && secretKey) return { accessKey, secretKey, securityToken };
  if (!accessKey && !secretKey) return undefined;
  const [present, missing] = accessKey ? [accessKeyField, secretKeyField] : [secretKeyField, accessKeyField];
  throw new Unusable(`has ${present}, but no ${missing}`, `Add ${missing} to the profile`, { profile });
}

/** A profile that gets keys in a way that is not supported. */
export function notSupported(profile: string, what: string, remedy: string): Unusable {
  return new Unusable(`has ${forMessage(what)}, which is not supported`, remedy, { profile });
}

/**
 * A text of a profile that must be there.
 *
 * @param because what of the profile needs it, such as `mode RamRoleArn`
 * @throws Unusable
 */
export function required(values: unknown, name: string, profile: string, because: string): string {
  const found = text(field(values, name))?.trim();
  if (found) return found;
  throw new Unusable(`has ${forMessage(because)}, but no ${name}`, `Add ${name} to the profile`, { profile });
}

/** A text of a profile; undefined if there is none. */
export function optional(values: unknown, name: string): string | undefined {
  return text(field(values, name))?.trim() || undefined;
}

/** A number of seconds in a profile; undefined if there is none. */
export function optionalSeconds(values: unknown, name: string): number | undefined {
  const seconds = Number(optional(values, name) ?? 0);
  return Number.isInteger(seconds) && seconds > 0 ? seconds : undefined;
}

/** The source that asks for a role, for messages. */
export function profileIn(path: string, profile: string): string {
  return `profile ${forMessage(profile)} in ${path}`;
}

/** How keys that a profile holds are got. */
export function held(keys: Credentials | undefined): Recipe | undefined {
  return keys && { kind: "keys", keys };
}

/**
 * Keys that a login left in a profile. Whether they last still is seen when they are used.
 *
 * @param renewal what renews them, such as `aliyun configure --profile prod`
 * @throws Unusable if there are none, or they do not say when they expire
 */
export function cachedKeys(
  keys: Credentials | undefined,
  expiresAt: Date | undefined,
  login: {
    readonly profile: string;
    readonly path: string;
    readonly what: string;
    readonly renewal: string;
  },
): Recipe {
  const renewal = forMessage(login.renewal);
  const refuse = (problem: string) =>
    new Unusable(`has ${forMessage(login.what)}, and ${problem}`, `To log in anew, run ${renewal}`, {
      profile: login.profile,
    });
  if (!keys?.securityToken) throw refuse("no keys of a login in it");
  if (!expiresAt) throw refuse("does not say when the keys of the login expire");
  return {
    kind: "keys",
    keys: { ...keys, expiresAt },
    login: { askedBy: profileIn(login.path, login.profile), renewal },
  };
}
