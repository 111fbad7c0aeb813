/** The contract that a vendor's `cloud.ts` fulfils. Types only. */

import type { BackupsErrorCode } from "../core/errors";
import type { Message } from "../core/message";
import type { Credentials, OidcRole, OidcRoleSettings, Recipe, RecipeOf, Role, RoleSettings } from "./keys";
import type { Setting } from "./setting";

export type { Credentials, Keys } from "./keys";

/** A request that is ready to be sent: signed, and exactly what goes over the wire. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** The whole address, its query already encoded. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer, whatever its status. */
export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Settings that vendors have in common; all optional. Explicit ones win over the environment and the vendors' own files. */
export interface CloudSettings {
  /** Region of lookups that name none. */
  readonly region?: string;
  /** Tencent Cloud: SecretId. Alibaba Cloud, JD Cloud: access key (ID). Needs `secretKey` beside it. */
  readonly accessKey?: string;
  /** Secret that belongs to `accessKey`. */
  readonly secretKey?: string;
  /** Token of temporary (session) keys. */
  readonly securityToken?: string;
  /**
   * Keys from elsewhere (a vault, a process), asked for once per client, and again before their `expiresAt`. Wins over
   * every other source.
   */
  readonly credentials?: () => Promise<Credentials>;
  /** Role to assume with the keys that are found. Refused for a vendor without roles. */
  readonly assumeRole?: RoleSettings;
  /** Role that a token of an identity provider opens, instead of keys. Refused for a vendor without roles. */
  readonly assumeRoleWithOidc?: OidcRoleSettings;
  /** Accounts that may answer: a lookup of any other one fails before anything is read. Refused for a vendor without roles. @default all */
  readonly allowedAccountIds?: readonly string[];
  /** Accounts that must not answer. Refused for a vendor without roles. @default none */
  readonly forbiddenAccountIds?: readonly string[];
  /** Profile in the vendor's own files. */
  readonly profile?: string;
  /** Address to ask instead of the vendor's; plain http for this machine only. */
  readonly endpoint?: string;
  /** Offset of the vendor's times, if they carry none; otherwise refused. @default the vendor's */
  readonly timeZone?: string;
}

/** The settings of one lookup. A profile of its own is an account of its own: the environment's role is not for it. */
export interface LookupSettings extends CloudSettings {
  readonly hasOwnProfile?: boolean;
}

/** A call of a vendor's API, not yet signed. */
export interface ApiCall {
  /** Service that the signature names, such as `redis`. */
  readonly service: string;
  /** Version of the API, such as `2018-04-12`. */
  readonly version: string;
  /** Name of the operation, such as `DescribeInstanceBackups`. */
  readonly action: string;
  readonly region: string;
  /** Path, not encoded, where the API has one per resource. @default "/" */
  readonly path?: string;
  /** HTTP method, where the cloud takes several and the operation only one. @default the cloud's */
  readonly method?: HttpRequest["method"];
  /** Parameters by the vendor's names; undefined ones are left out. */
  readonly parameters: Readonly<
    Record<string, string | number | boolean | readonly (number | string | object)[] | undefined>
  >;
}

/** Values that differ between two attempts of the same call. */
export interface Attempt {
  readonly date: Date;
  /** Unique per attempt. */
  readonly nonce: string;
}

/** A refusal read from an answer. */
export interface Fault {
  /** Meaning of the refusal; `skew` is a clock that is off, which is answered with the server's own time. */
  readonly kind:
    | Extract<
        BackupsErrorCode,
        "usage" | "credentials" | "denied" | "not-found" | "throttled" | "unavailable" | "invalid-response"
      >
    | "skew";
  readonly vendorCode: string;
  readonly message: string;
  readonly requestId?: string;
  /** A hint that is more exact than that of the kind. */
  readonly hint?: Message;
}

/** Environment variables that belong together: a token is never taken to keys of another family. */
export interface KeyVariables {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Names of the token of temporary keys, best first. */
  readonly securityToken: readonly string[];
}

/** The environment's variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One place outside the environment's keys and the vendor's files that may lead to keys. */
export interface KeySource {
  /** What it is, for the documentation, in Markdown. */
  readonly title: string;
  /** Its entry in the list of tried sources, such as `ALIBABA_CLOUD_CREDENTIALS_URI (not set)`. */
  readonly tried: string;
  /**
   * How keys are got by it; undefined if nothing asks for it.
   *
   * @throws BackupsError `credentials` if only a part of what it needs is set
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
  /** Sources before the environment's keys, best first. */
  readonly beforeKeys: readonly KeySource[];
  /** Sources between the environment's keys and the files, best first. */
  readonly beforeFiles: readonly KeySource[];
  /** Sources after the files, best first. */
  readonly afterFiles: readonly KeySource[];
  /** The roles of this vendor; it has none if it is missing. */
  readonly roles?: RoleSources;
}

/** How the environment asks for roles, and how they are got. */
export interface RoleSources {
  /**
   * The role that the environment asks for beside keys, and the variable that does.
   *
   * @param beside keys that were `given` as arguments, or by a profile that was; or were `found` otherwise
   * @throws BackupsError `credentials` if only a part of it is set
   */
  readonly fromEnvironment: (
    env: Environment,
    beside: "given" | "found",
  ) => { role: Role; askedBy: string } | undefined;
  /** A role from settings, the rest of it from the environment; undefined if no ARN is known. */
  readonly complete: (settings: RoleSettings, env: Environment) => Role | undefined;
  /**
   * A role by token, from settings, completed from the environment.
   *
   * @throws BackupsError `usage` that names what is missing
   */
  readonly completeOidc: (settings: OidcRoleSettings, env: Environment) => RecipeOf<"oidc">;
  /** The call of STS that says whose keys sign, which needs no permission, and the field of the account. */
  readonly whose: { readonly action: string; readonly account: string };
  /** Version of the vendor's STS. */
  readonly stsVersion: string;
  /** Its host, where that is not like the hosts of the other services. */
  readonly stsHost?: string;
  /** Ways to a role's keys, each loaded when it is gone. */
  readonly sts: () => Sts;
  readonly ofInstance: (recipe: RecipeOf<"instance">, means: Means) => Promise<Credentials>;
  readonly fromUri?: (recipe: RecipeOf<"uri">, means: Means) => Promise<Credentials>;
}

/** How a vendor's STS gives the keys of a role. */
export interface Sts {
  readonly withKeys: {
    readonly action: string;
    readonly parameters: (role: Role) => ApiCall["parameters"];
    /** What to check if the role is refused. `condition` says what was sent as external ID. */
    readonly remedy: (condition: string) => string;
  };
  readonly withToken: {
    readonly action: string;
    readonly parameters: (role: OidcRole, token: string) => ApiCall["parameters"];
    /** What to check if the role is refused. */
    readonly remedy: (role: OidcRole) => string;
    /** Finds the token in a file's text; undefined if there is none. @default the text */
    readonly tokenIn?: (content: string) => string | undefined;
    /** Makes requests without a signature. */
    readonly unsigned: (cloud: Cloud) => Cloud["sign"];
  };
  /** @throws BackupsError `credentials` if the answer has no keys, or does not say when they expire */
  readonly keysIn: (answer: unknown) => Credentials;
}

/** A question to the vendor's STS. */
export interface StsCall {
  /** The vendor; one that signs nothing if there are no keys. */
  readonly cloud: Cloud;
  readonly action: string;
  readonly parameters: ApiCall["parameters"];
  readonly credentials: Credentials;
  /** Host to ask, where it is not the vendor's usual one. */
  readonly host?: string;
}

/** A question to a server on this machine or its link: never sent through a proxy, and over plain http. */
export interface DirectRequest {
  readonly method: "GET" | "PUT";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds to answer in, once connected. @default 1000 */
  readonly answerWithinMs?: number;
}

/** Access to the outside world for getting keys. */
export interface Means {
  readonly env: Environment;
  /** The time by the vendor's clock, as far as it is known. */
  readonly now: () => Date;
  /** A file's text; undefined if there is none. */
  readonly readFile: (path: string) => Promise<string | undefined>;
  /** Asks the vendor's STS. */
  readonly askSts: (call: StsCall) => Promise<unknown>;
  /** @throws NoConnection if nobody is there; NoAnswer where no answer came */
  readonly askDirectly: (request: DirectRequest) => Promise<HttpResponse>;
  /** Told of keys before they are used; a token by itself comes as a secretKey. */
  readonly tell: (found: Credentials) => void;
}

/**
 * Reads something from a file of a vendor's tool; undefined if the file has no such profile, or no such thing in it.
 *
 * @param readSibling reads another file of the same tool; undefined if there is none
 * @throws Unusable if the file or the profile cannot be used, which ends the search
 */
export type FileReader<Wanted> = (
  text: string,
  profile: string | undefined,
  readSibling: (path: string) => Promise<string | undefined>,
) => Promise<Wanted | undefined>;

/** One file format that a vendor's tools write. */
export interface CredentialFile {
  /** Path for messages, such as `~/.aliyun/config.json`. */
  readonly path: (profile: string | undefined) => string;
  /** The variable that names this file, if any; the file must then exist. */
  readonly namedBy?: string;
  /**
   * Reads how a profile's keys are got; undefined if the profile has no keys (the search goes on). A `current`
   * profile without keys is an error, unless it is the default.
   */
  readonly keys: FileReader<Recipe>;
  /** Reads a profile's region. @default the file has none */
  readonly region?: FileReader<string>;
}

/** Values of the settings that one vendor alone has, by the names of its settings' fields. */
export type OwnValues = Readonly<Record<string, string | undefined>>;

/** A vendor's form of a policy. */
export interface PolicyForm {
  /** What the vendor calls its service for policies. */
  readonly service: string;
  /** @param statements actions of each statement */
  readonly write: (statements: readonly (readonly string[])[]) => unknown;
}

/** A vendor: how its requests are addressed and signed, and how its refusals read. */
export interface Cloud {
  /** As its own Terraform provider is called. */
  readonly name: string;
  /** For messages, such as `Tencent Cloud`. */
  readonly title: string;
  readonly credentialSources: CredentialSources;
  /** Its settings, by the names of its own Terraform provider, in snake_case. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** Domains of its APIs: an address elsewhere is not the vendor's. */
  readonly domains: readonly string[];
  /** Header by which it says how many milliseconds to wait, besides Retry-After. @default it has none */
  readonly retryAfterHeader?: string;
  readonly policy: PolicyForm;
  /** Offset of times without a zone. */
  readonly timeZone: string;
  /** Regions that are known; there may be others. */
  readonly regions: ReadonlySet<string>;
  /** HTTP method of requests, where the operation names no other. */
  readonly method: HttpRequest["method"];
  /** Header that names the region, where neither a path nor a parameter does. */
  readonly regionHeader?: string;
  /** Address of a service in a region. */
  readonly endpoint: (service: string, region: string, own: OwnValues) => string;
  /** Signs one attempt of a call. */
  readonly sign: (call: ApiCall, endpoint: URL, credentials: Credentials, attempt: Attempt) => HttpRequest;
  /**
   * Parses an answer's text, for a vendor that does not answer in JSON.
   *
   * @throws Error for a text that is no answer
   * @default JSON without loss
   */
  readonly parse?: (text: string) => unknown;
  /**
   * Reads the vendor's envelope.
   *
   * @param body the parsed answer
   * @returns the refusal, or the payload; null if the answer has neither shape
   */
  readonly open: (body: unknown, response: HttpResponse) => { fault: Fault } | { payload: unknown } | null;
}
