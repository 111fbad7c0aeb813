/** The type of a vendor. Types only. */

import type { Fault, HttpRequest, HttpResponse, Sign } from "./call";
import type { CredentialSources } from "./credential-sources";
import type { Credentials, OidcRoleSettings, RoleSettings } from "./keys";
import type { AccountProps, CloudProps } from "./props";
import type { Setting } from "./setting";

/**
 * Settings of all vendors; all optional. They override the environment and the vendors' own files. Roles and accounts are
 * an error for a vendor without roles.
 */
export interface CloudSettings extends CloudProps, AccountProps {
  /** Tencent Cloud: SecretId. Alibaba Cloud, JD Cloud: access key (ID). Needs `secretKey`. */
  readonly accessKey?: string;
  /** Secret of `accessKey`. */
  readonly secretKey?: string;
  /**
   * Returns keys from elsewhere (a vault, a process). Called once per client, and again before their `expiresAt`.
   * Overrides every other source.
   */
  readonly credentials?: () => Promise<Credentials>;
  /** Role to assume with the keys. */
  readonly assumeRole?: RoleSettings;
  /** Role to assume with a token of an identity provider, instead of keys. */
  readonly assumeRoleWithOidc?: OidcRoleSettings;
  /** Offset of the vendor's times; an error if they have their own. @default the vendor's */
  readonly timeZone?: string;
}

/** The settings of one lookup. With its own profile, the environment's role does not apply. */
export interface LookupSettings extends CloudSettings {
  readonly hasOwnProfile?: boolean;
}

/** Values of the settings that only one vendor has, by field. */
export type OwnValues = Readonly<Record<string, string | undefined>>;

/** The form of a vendor's policies. */
export interface PolicyForm {
  /** The vendor's name of its service for policies. */
  readonly service: string;
  /** @param statements actions of each statement */
  readonly write: (statements: readonly (readonly string[])[]) => unknown;
}

/** A vendor: addresses and signs requests, and reads answers. */
export interface Cloud {
  /** Name of its own Terraform provider. */
  readonly name: string;
  /** For messages, such as `Tencent Cloud`. */
  readonly title: string;
  readonly credentialSources: CredentialSources;
  /** Its settings, by the names of its own Terraform provider, in snake_case. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** Domains of its APIs. Other addresses are not the vendor's. */
  readonly domains: readonly string[];
  /** Header with the milliseconds to wait, besides Retry-After. @default none */
  readonly retryAfterHeader?: string;
  readonly policy: PolicyForm;
  /** Offset of times without a zone. */
  readonly timeZone: string;
  /** Known regions; there may be others. */
  readonly regions: ReadonlySet<string>;
  /** HTTP method of requests, unless the operation has another. */
  readonly method: HttpRequest["method"];
  /** Header with the region. @default the path or a parameter has it */
  readonly regionHeader?: string;
  /** Address of a service in a region. */
  readonly endpoint: (service: string, region: string, own: OwnValues) => string;
  readonly sign: Sign;
  /**
   * Parses an answer's text.
   *
   * @throws Error if it cannot be parsed
   * @default JSON without loss
   */
  readonly parse?: (text: string) => unknown;
  /**
   * Reads the vendor's envelope.
   *
   * @param body the parsed answer
   * @returns the refusal or the payload; null if the answer is neither
   */
  readonly open: (body: unknown, response: HttpResponse) => { fault: Fault } | { payload: unknown } | null;
}
