/** Keys, and how to get them. Types only. */
import type { AssumeRoleProps } from "./props";

/** Keys that sign requests. */
export interface Credentials {
  /** Tencent Cloud: SecretId. Alibaba Cloud, JD Cloud: access key (ID). */
  readonly accessKey: string;
  readonly secretKey: string;
  /** Token of temporary (session) keys. */
  readonly securityToken?: string;
  /** When temporary keys expire; they are renewed before. @default never */
  readonly expiresAt?: Date;
}

/** Returns the current keys. Temporary ones are renewed before they expire. */
export type Keys = () => Promise<Credentials>;

/** A role to assume with keys. Missing fields come from the vendor's variables. */
export interface RoleSettings extends AssumeRoleProps {
  /** Seconds that the keys of a session last. @default the vendor's: 3600 for Alibaba Cloud, 7200 for Tencent Cloud */
  readonly sessionDuration?: number;
  /** Tencent Cloud: identity that the audit log shows as the source. */
  readonly sourceIdentity?: string;
}

/**
 * A role to assume with a token of an identity provider, without keys. Missing fields come from the vendor's variables.
 */
export interface OidcRoleSettings
  extends Pick<RoleSettings, "roleArn" | "sessionName" | "sessionDuration" | "policy"> {
  /** The identity provider: its ARN for Alibaba Cloud, its name for Tencent Cloud. */
  readonly provider?: string;
  /** The token. Give tokenFile instead, unless the token outlives the process. */
  readonly token?: string;
  /** File with the token, read for each session. */
  readonly tokenFile?: string;
}

/** A complete role. One by token has a provider, and token or tokenFile. */
export interface Role extends RoleSettings, OidcRoleSettings {
  readonly roleArn: string;
  readonly sessionName: string;
  /** Host of the vendor's STS, if a profile or a variable names one. */
  readonly host?: string;
}

/**
 * How to get keys. Finding it needs no network. `askedBy` is the source for messages, such as `ALIBABA_CLOUD_ROLE_ARN`
 * or `profile prod in ~/.aliyun/config.json`.
 */
export type Recipe =
  | {
      readonly kind: "keys";
      readonly keys: Credentials;
      /** Set for keys that a login left in a profile. */
      readonly login?: { readonly askedBy: string; readonly renewal: string };
    }
  /** The caller's own function. */
  | { readonly kind: "function"; readonly keys: () => Promise<Credentials> }
  | { readonly kind: "role"; readonly role: Role; readonly from: Recipe; readonly askedBy: string }
  | { readonly kind: "oidc"; readonly role: Role; readonly askedBy: string }
  /** The role of this machine. `askedBy` is missing if nothing asks for it. */
  | { readonly kind: "instance"; readonly roleName?: string; readonly askedBy?: string }
  | { readonly kind: "uri"; readonly uri: string; readonly askedBy: string };

/** A recipe of one kind. */
export type RecipeOf<Kind extends Recipe["kind"]> = Extract<Recipe, { kind: Kind }>;
