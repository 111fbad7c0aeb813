/** Settings of the provider for each vendor. */

/** Settings that every vendor has. */
export interface CloudProps {
  /** Region of lookups that name none. */
  readonly region?: string;
  /** Token of temporary keys. */
  readonly securityToken?: string;
  /** Profile in the vendor's own files. */
  readonly profile?: string;
  /** Address to ask instead of the vendor's; plain http for this machine only. */
  readonly endpoint?: string;
}

/** Accounts that may answer, for vendors whose API says which account a key belongs to. */
export interface AccountProps {
  /** Accounts that may answer: a lookup of any other one fails before anything is read. @default all */
  readonly allowedAccountIds?: readonly string[];
  /** Accounts that must not answer. @default none */
  readonly forbiddenAccountIds?: readonly string[];
}

/** Role to assume with the keys that are found. What is left out is read from the vendor's variables. */
export interface AssumeRoleProps {
  /** ARN of the role. */
  readonly roleArn?: string;
  /** Name of the session, for the vendor's audit log. @default "cdktf-backups" */
  readonly sessionName?: string;
  /** Policy as JSON that narrows what the session may do. */
  readonly policy?: string;
  /** External ID that the role's trust policy asks for. */
  readonly externalId?: string;
}

/** Role of Tencent Cloud to assume. */
export interface TencentCloudAssumeRoleProps extends AssumeRoleProps {
  /** Seconds that the keys of a session last, from 1 to 43200. @default 7200 */
  readonly sessionDuration?: number;
  /** Identity that the audit log shows as the source. */
  readonly sourceIdentity?: string;
}

/** Role of Tencent Cloud that a token of an identity provider opens, instead of keys. */
export interface TencentCloudWebIdentityProps {
  /** ARN of the role. */
  readonly roleArn?: string;
  /** Name of the identity provider. @default "OIDC" */
  readonly providerId?: string;
  /** The token. Give the file instead, unless the token outlives the run. */
  readonly webIdentityToken?: string;
  /** File that holds the token; read anew for each session. */
  readonly webIdentityTokenFile?: string;
  /** Name of the session, for the vendor's audit log. @default "cdktf-backups" */
  readonly sessionName?: string;
  /** Seconds that the keys of a session last, from 1 to 43200. @default 7200 */
  readonly sessionDuration?: number;
}

/** Role of Alibaba Cloud to assume. */
export interface AliCloudAssumeRoleProps extends AssumeRoleProps {
  /** Seconds that the keys of a session last, from 900 to 43200. @default 3600 */
  readonly sessionExpiration?: number;
}

/** Role of Alibaba Cloud that a token of an identity provider opens, instead of keys. */
export interface AliCloudOidcProps {
  /** ARN of the role. */
  readonly roleArn?: string;
  /** ARN of the identity provider. */
  readonly oidcProviderArn?: string;
  /** The token. Give the file instead, unless the token outlives the run. */
  readonly oidcToken?: string;
  /** File that holds the token; read anew for each session. */
  readonly oidcTokenFile?: string;
  /** Name of the session, for the vendor's audit log. @default "cdktf-backups" */
  readonly roleSessionName?: string;
  /** Seconds that the keys of a session last, from 900 to 43200. @default 3600 */
  readonly sessionExpiration?: number;
  /** Policy as JSON that narrows what the session may do. */
  readonly policy?: string;
}

/** Settings for Tencent Cloud, by the names of its own Terraform provider. */
export interface TencentCloudProps extends CloudProps, AccountProps {
  /** SecretId of the API key. Needs `secretKey` beside it. */
  readonly secretId?: string;
  /** SecretKey of the API key. */
  readonly secretKey?: string;
  /** Offset of the vendor's times, which carry none. @default "+08:00" */
  readonly timeZone?: string;
  /** Root domain; `intl.tencentcloudapi.com` for the international site. @default "tencentcloudapi.com" */
  readonly domain?: string;
  /** Role to assume with the keys that are found. */
  readonly assumeRole?: TencentCloudAssumeRoleProps;
  /** Role that a token of an identity provider opens, instead of keys. */
  readonly assumeRoleWithWebIdentity?: TencentCloudWebIdentityProps;
}

/** Settings for Alibaba Cloud, by the names of its own Terraform provider. */
export interface AliCloudProps extends CloudProps, AccountProps {
  /** ID of the access key. Needs `secretKey` beside it. */
  readonly accessKey?: string;
  /** Secret of the access key. */
  readonly secretKey?: string;
  /** Role to assume with the keys that are found. */
  readonly assumeRole?: AliCloudAssumeRoleProps;
  /** Role that a token of an identity provider opens, instead of keys. */
  readonly assumeRoleWithOidc?: AliCloudOidcProps;
}

/** Settings for JD Cloud, by the names of its own Terraform provider. */
export interface JdCloudProps extends CloudProps {
  /** ID of the access key. Needs `secretKey` beside it. */
  readonly accessKey?: string;
  /** Secret of the access key. */
  readonly secretKey?: string;
}
