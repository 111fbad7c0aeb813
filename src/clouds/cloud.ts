/** What the vendors have in common: the contract that a file under `clouds/<vendor>/` fulfils. Types only. */
import type { BackupsErrorCode } from "../errors";

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

/** Names of the vendors, as their own Terraform providers are called. */
export type CloudName = "tencentcloud" | "alicloud" | "jdcloud";

/** Keys that sign requests. */
export interface Credentials {
  /** Tencent Cloud: SecretId. Alibaba Cloud, JD Cloud: access key (ID). */
  readonly accessKey: string;
  readonly secretKey: string;
  /** Token of temporary (session) keys. */
  readonly securityToken?: string;
}

/** Settings for one vendor; all optional. Explicit ones win over the environment and the vendors' own files. */
export interface CloudSettings {
  /** Region of lookups that name none. */
  readonly region?: string;
  /** Tencent Cloud: SecretId. Alibaba Cloud, JD Cloud: access key (ID). Needs `secretKey` beside it. */
  readonly accessKey?: string;
  /** Secret that belongs to `accessKey`. */
  readonly secretKey?: string;
  /** Token of temporary (session) keys. */
  readonly securityToken?: string;
  /** Keys from elsewhere (a role, SSO, a vault), asked for once per client. Wins over every other source. */
  readonly credentials?: () => Promise<Credentials>;
  /** Profile in the vendor's own files. */
  readonly profile?: string;
  /** Address to ask instead of the vendor's; plain http for this machine only. */
  readonly endpoint?: string;
  /** Tencent Cloud: root domain; `intl.tencentcloudapi.com` for the international site. */
  readonly domain?: string;
  /** Tencent Cloud: offset of its zoneless times; refused for another vendor. @default "+08:00" */
  readonly timeZone?: string;
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

/** What differs between two attempts of the same call. */
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
  /** What to do, where this code allows to say more than its kind does. */
  readonly hint?: string;
}

/** Environment variables that belong together: a token is never taken to keys of another family. */
export interface KeyVariables {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Names of the token of temporary keys, best first. */
  readonly securityToken: readonly string[];
}

/** Where a vendor's credentials and region are looked for when they are not given. */
export interface CredentialSources {
  /** Environment variables, best first: the SDK's names, then the Terraform provider's. */
  readonly keys: readonly [KeyVariables, ...KeyVariables[]];
  readonly region: readonly string[];
  readonly profile: readonly string[];
  /** The vendor's own files, best first. */
  readonly files: readonly CredentialFile[];
}

/**
 * Reads something from a file of a vendor's tool; undefined where the file has no such profile, or no such thing in it.
 *
 * @param readSibling reads another file of the same tool; undefined where there is none
 * @throws Unusable where the file or the profile cannot be used, which ends the search
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
  /**
   * Reads a profile's keys; undefined also where it has none, which names no account. One that the tool's own files
   * name as current is not usable then, unless it is the default.
   */
  readonly keys: FileReader<Credentials>;
  /** Reads a profile's region. @default the file has none */
  readonly region?: FileReader<string>;
}

/** A vendor: how its requests are addressed and signed, and how its refusals read. */
export interface Cloud {
  readonly name: CloudName;
  /** For messages, such as `Tencent Cloud`. */
  readonly title: string;
  readonly credentialSources: CredentialSources;
  /** Offset of times without a zone. */
  readonly timeZone: string;
  /** HTTP method of requests, where the operation names no other. */
  readonly method: HttpRequest["method"];
  /** Header that names the region, where neither a path nor a parameter does. */
  readonly regionHeader?: string;
  /** Address of a service in a region. */
  readonly endpoint: (service: string, region: string, settings: CloudSettings) => string;
  /** Signs one attempt of a call. */
  readonly sign: (call: ApiCall, endpoint: URL, credentials: Credentials, attempt: Attempt) => HttpRequest;
  /**
   * Reads the vendor's envelope.
   *
   * @param body the answer's JSON
   * @returns the refusal, or the payload; null where the answer has neither shape
   */
  readonly open: (body: unknown, response: HttpResponse) => { fault: Fault } | { payload: unknown } | null;
}
