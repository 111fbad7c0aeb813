/** The types of where a vendor's keys and region are found. */

import type { ApiCall, HttpResponse, Sign } from "./call";
import type { Profile } from "./credential-file";
import type { Credentials, Recipe, Role, RoleSettings } from "./keys";

/** Variables that belong together: a token is never combined with keys of another family. */
export interface KeyVariables {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Names of the token of temporary keys, best first. */
  readonly securityToken: readonly string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A source of keys. */
export interface KeySource {
  /** Description for the documentation, in Markdown. */
  readonly title: string;
  /** Its entry in the list of tried sources, such as `ALIBABA_CLOUD_CREDENTIALS_URI (not set)`. */
  readonly tried: string;
  /**
   * Its recipe; undefined if nothing asks for it.
   *
   * @throws BackupsError `credentials` if it is only partly set
   */
  readonly recipe: (env: Environment) => Recipe | undefined;
}

/** Sources of a vendor's credentials and region. */
export interface CredentialSources {
  /** Environment variables, best first: the SDK's names, then the Terraform provider's. */
  readonly keys: readonly [KeyVariables, ...KeyVariables[]];
  readonly region: readonly string[];
  readonly profile: readonly string[];
  /** Variables that hold a secret besides keys. */
  readonly secrets: readonly string[];
  /** The vendor's own files, best first; variables may name others. */
  readonly files: (env: Environment) => readonly CredentialFile[];
  /** The order of the search, with the vendor's further sources. */
  readonly order: readonly (KeySource | "environment" | "files")[];
  /** The roles of this vendor. @default none */
  readonly roles?: RoleSources;
}

/** Variables of the parts of a role, best first. */
export type PartVariables = { readonly [Part in keyof Role]?: readonly string[] };

/** Variables of roles. */
export interface RoleVariables {
  readonly withKeys: PartVariables;
  readonly withToken: PartVariables;
  /** The identity provider, if nothing names one. @default an error */
  readonly defaultProvider?: string;
  /** Host of STS that the environment names. @default none */
  readonly host?: (env: Environment) => string | undefined;
}

/** How the environment asks for roles, and how to assume them. */
export interface RoleSources {
  /**
   * The role that the environment asks for, as far as it is not in {@link RoleVariables}, and its variable.
   *
   * @param beside whether the keys were `given` (as arguments or by a given profile) or `found`
   * @throws BackupsError `credentials` if only a part of it is set
   */
  readonly fromEnvironment: (
    env: Environment,
    beside: "given" | "found",
  ) => { readonly askedBy: string; readonly settings: RoleSettings } | undefined;
  readonly variables: RoleVariables;
  /** The call of STS that says whose keys sign, which needs no permission, and the field of the account. */
  readonly whose: { readonly action: string; readonly account: string };
  readonly stsVersion: string;
  /** Host of STS. @default formed as for other services */
  readonly stsHost?: string;
  /** Loaded for the first role. */
  readonly sts: () => Sts;
  readonly metadata: MetadataServer;
  readonly keyFields: KeyFields;
}

/** How a vendor's STS gives the keys of a role. */
export interface Sts {
  /** Names of the operations. */
  readonly withKeys: string;
  readonly withToken: string;
  /** @param token empty for a role that is assumed with keys */
  readonly parameters: (role: Role, token: string) => ApiCall["parameters"];
  /** What to check if a role with keys is refused. `condition` says what was sent as external ID. */
  readonly remedy: (condition: string) => string;
  /** The same for a role by token. */
  readonly tokenRemedy: (role: Role) => string;
  /** Finds the token in a file's text; undefined if there is none. @default the text */
  readonly tokenIn?: (content: string) => string | undefined;
  /** Makes requests without a signature. */
  readonly unsigned: (sign: Sign) => Sign;
}

/** A vendor's field names for temporary keys, in answers of all its servers. */
export interface KeyFields {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly token: string;
  /** When they expire, in RFC 3339 or in seconds since 1970; best first. */
  readonly expiry: readonly [string, ...string[]];
}

/** A vendor's server with the keys of an instance's role. */
export interface MetadataServer {
  /** Its address, such as `http://100.100.100.200`. */
  readonly address: string;
  /** Path of the role's name; the keys are below it. Ends with a slash. */
  readonly path: string;
  /** Hint if an instance has no role. */
  readonly remedy: string;
  /** Headers of each request, for the server's address. */
  readonly headers?: (means: Means, address: string) => Promise<DirectRequest["headers"]>;
}

/** A question to the vendor's STS. */
export interface StsCall {
  readonly action: string;
  readonly parameters: ApiCall["parameters"];
  readonly credentials: Credentials;
  /** @default the cloud's */
  readonly sign?: Sign;
  /** Host. @default the vendor's usual one */
  readonly host?: string;
}

/** A request to a server on this machine or its link, over plain http and without a proxy. */
export interface DirectRequest {
  readonly method: "GET" | "PUT";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Timeout in milliseconds, once connected. @default 1000 */
  readonly answerWithinMs?: number;
}

/** I/O for getting keys. */
export interface Means {
  readonly env: Environment;
  /** The time by the vendor's clock, if known. */
  readonly now: () => Date;
  /** A file's text; undefined if there is none. */
  readonly readFile: (path: string) => Promise<string | undefined>;
  readonly askSts: (call: StsCall) => Promise<unknown>;
  /** @throws NoConnection if nobody listens; NoAnswer if no answer came */
  readonly askDirectly: (request: DirectRequest) => Promise<HttpResponse>;
  /** Called with keys before they are used; a single token comes as secretKey. */
  readonly tell: (found: Credentials) => void;
}

/** What is searched in files of the vendors' tools. */
export interface FileValues {
  readonly keys: Recipe;
  readonly region: string;
}

/**
 * How a file is read. A reader returns undefined if the profile has no such value, and throws Unusable if the file or
 * the profile cannot be used, which ends the search. @default the file never has the value
 */
export type ProfileReaders = {
  readonly [Value in keyof FileValues]?: (profile: Profile) => FileValues[Value] | undefined;
};

/** The format of a file. */
export interface FileFormat extends ProfileReaders {
  /**
   * Finds the wanted profile, or the one in use.
   *
   * @param readSibling reads another file of the same tool; undefined if there is none
   * @returns its name, its values if the file has it, and the values of all profiles if they refer to each other
   */
  readonly find: (
    text: string,
    wanted: string | undefined,
    readSibling: (path: string) => Promise<string | undefined>,
  ) => FoundProfile | Promise<FoundProfile>;
  /** How the tool chooses the profile in use, such as `the current one`. @default it is always the default profile */
  readonly chosen?: string;
}

interface FoundProfile {
  readonly name: string;
  readonly values: unknown;
  readonly all?: readonly unknown[];
}

/** A file of a vendor's tools. */
export interface CredentialFile {
  /** Path for messages, such as `~/.aliyun/config.json`. */
  readonly path: (profile: string | undefined) => string;
  /** The variable that names this file, if any; the file must then exist. */
  readonly namedBy?: string;
  /** Its format, which its content may show. */
  readonly format: FileFormat | ((content: string) => FileFormat);
}
