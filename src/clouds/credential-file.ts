/** Reading of the vendors' own files. Errors never quote a file's keys. */
import { quotable } from "../core/errors";
import { field, text } from "./envelope";
import type { Credentials, Recipe } from "./keys";

/** The file, or the profile in it, cannot be used. The search ends with it. */
export class Unusable extends Error {
  /** The profile at fault; undefined if it is the whole file. */
  readonly profile?: string;
  /** The file at fault, if it is another file of the same tool. */
  readonly path?: string;

  /**
   * @param problem with the profile or the file as subject, such as "is not valid JSON"
   * @param remedy what to do, as the beginning of a sentence
   */
  constructor(
    problem: string,
    readonly remedy: string,
    { profile, path }: Pick<Unusable, "profile" | "path"> = {},
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
 * @throws Unusable without the parser's own message, which quotes what it could not read
 */
export function readJson(content: string): object {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw new Unusable("is not valid JSON", "Repair the file");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Unusable("is not a JSON object", "Repair the file");
}

/** How keys that a profile holds are got. */
export function held(keys: Credentials | undefined): Recipe | undefined {
  return keys && { kind: "keys", keys };
}

/** A profile of a file. Missing fields are undefined, or an {@link Unusable}. */
export class Profile {
  /**
   * @param values its fields, not checked
   * @param path its file, for messages
   * @param all the values of all profiles, if they refer to each other
   */
  constructor(
    readonly name: string,
    readonly values: unknown,
    readonly path: string,
    readonly all: readonly unknown[] = [],
  ) {}

  /** The profile as the source that asks for keys, for messages. */
  get askedBy(): string {
    return `profile ${forMessage(this.name)} in ${this.path}`;
  }

  unusable(problem: string, remedy: string): Unusable {
    return new Unusable(problem, remedy, { profile: this.name });
  }

  /** The profile gets keys in a way that is not supported. */
  notSupported(way: string, remedy: string): Unusable {
    return this.unusable(`has ${forMessage(way)}, which is not supported`, remedy);
  }

  /** The profile lacks a field that another one, or its way to keys, such as `mode RamRoleArn`, needs. */
  lacking(name: string, because: string): Unusable {
    return this.unusable(`has ${forMessage(because)}, but no ${name}`, `Add ${name} to the profile`);
  }

  optional(name: string): string | undefined {
    return text(field(this.values, name))?.trim() || undefined;
  }

  seconds(name: string): number | undefined {
    const seconds = Number(this.optional(name) ?? 0);
    return Number.isInteger(seconds) && seconds > 0 ? seconds : undefined;
  }

  required(name: string, because: string): string {
    const found = this.optional(name);
    if (found) return found;
    throw this.lacking(name, because);
  }

  /**
   * The keys under the names of a file; undefined if there are none, which names no account.
   *
   * @throws Unusable if one of the two is missing
   */
  keys(accessKeyField: string, secretKeyField: string, tokenField: string): Credentials | undefined {
    const accessKey = this.optional(accessKeyField);
    const secretKey = this.optional(secretKeyField);
    if (accessKey && secretKey) return { accessKey, secretKey, securityToken: this.optional(tokenField) };
    if (accessKey) throw this.lacking(secretKeyField, accessKeyField);
    if (secretKey) throw this.lacking(accessKeyField, secretKeyField);
    return undefined;
  }

  /**
   * Keys that a login left. Their expiry is checked when they are used.
   *
   * @param way such as `mode CloudSSO`
   * @param renewal the command that renews them, such as `aliyun configure --profile prod`
   * @throws Unusable if there are none, or they do not say when they expire
   */
  cachedKeys(
    keys: Credentials | undefined,
    expiresAt: Date | undefined,
    way: string,
    renewal: string,
  ): Recipe {
    const command = forMessage(renewal);
    const refuse = (problem: string) =>
      this.unusable(`has ${forMessage(way)}, but ${problem}`, `To log in again, run ${command}`);
    if (!keys?.securityToken) throw refuse("no keys from a login");
    if (!expiresAt) throw refuse("does not say when its keys expire");
    const login = { askedBy: this.askedBy, renewal: command };
    return { kind: "keys", keys: { ...keys, expiresAt }, login };
  }
}
