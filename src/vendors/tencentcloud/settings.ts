import type { AccountProps, AssumeRoleProps, CloudProps } from "../../clouds/props";
import {
  accountSettings,
  assumeRole,
  assumeRoleWithToken,
  commonSettings,
  roleFields,
  type SettingsTable,
} from "../../clouds/setting";

/** Role of Tencent Cloud to assume. */
export interface TencentCloudAssumeRoleProps extends AssumeRoleProps {
  /** Seconds that the keys of a session last, from 1 to 43200. @default 7200 */
  readonly sessionDuration?: number;
  /** Identity that the audit log shows as the source. */
  readonly sourceIdentity?: string;
}

/** Role of Tencent Cloud to assume with a token of an identity provider, instead of keys. */
export interface TencentCloudWebIdentityProps
  extends Pick<TencentCloudAssumeRoleProps, "roleArn" | "sessionName" | "sessionDuration"> {
  /** Name of the identity provider. @default "OIDC" */
  readonly providerId?: string;
  /** The token. Give the file instead, unless the token outlives the run. */
  readonly webIdentityToken?: string;
  /** File with the token, read for each session. */
  readonly webIdentityTokenFile?: string;
}

/** Settings for Tencent Cloud, by the names of its own Terraform provider. */
export interface TencentCloudProps extends CloudProps, AccountProps {
  /** SecretId of the API key. Needs `secretKey`. */
  readonly secretId?: string;
  /** SecretKey of the API key. */
  readonly secretKey?: string;
  /** Offset of the vendor's times, which carry none. @default "+08:00" */
  readonly timeZone?: string;
  /** Root domain; `intl.tencentcloudapi.com` for the international site. @default "tencentcloudapi.com" */
  readonly domain?: string;
  /** Role to assume with the keys. */
  readonly assumeRole?: TencentCloudAssumeRoleProps;
  /** Role to assume with a token of an identity provider, instead of keys. */
  readonly assumeRoleWithWebIdentity?: TencentCloudWebIdentityProps;
}

/** Settings of a client that only Tencent Cloud has. */
export interface TencentCloudOwnSettings {
  /** Tencent Cloud: root domain; `intl.tencentcloudapi.com` for the international site. */
  readonly domain?: string;
}

/** Source: the vendor's Terraform provider; STS, AssumeRole. */
const sessionSeconds = roleFields.seconds(1, 43_200);

export const settings: SettingsTable<TencentCloudProps> = {
  secret_id: { sets: "accessKey", description: "SecretId of the API key.", sensitive: true },
  secret_key: { sets: "secretKey", description: "SecretKey of the API key.", sensitive: true },
  ...commonSettings,
  time_zone: {
    sets: "timeZone",
    kind: "offset",
    isFlag: true,
    description: "Offset of the vendor's times, which have none. Default: +08:00.",
  },
  domain: {
    sets: "domain",
    isFlag: true,
    // Named by the vendor's Terraform provider.
    variables: ["TENCENTCLOUD_DOMAIN"],
    description:
      "Root domain of the API; intl.tencentcloudapi.com for the international site. Default: TENCENTCLOUD_DOMAIN, or tencentcloudapi.com.",
  },
  assume_role: assumeRole({
    session_duration: sessionSeconds,
    source_identity: {
      sets: "sourceIdentity",
      description: "Identity that the audit log shows as the source.",
    },
  }),
  assume_role_with_web_identity: assumeRoleWithToken({
    role_arn: roleFields.arn,
    provider_id: {
      sets: "provider",
      description: "Name of the identity provider. Default: the vendor's variable, or OIDC.",
    },
    web_identity_token: roleFields.token,
    web_identity_token_file: roleFields.tokenFile,
    session_name: roleFields.sessionName,
    session_duration: sessionSeconds,
  }),
  ...accountSettings,
};
