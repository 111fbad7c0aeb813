import type { AccountProps, AssumeRoleProps, CloudProps } from "../../clouds/props";
import {
  accountSettings,
  assumeRole,
  assumeRoleWithToken,
  commonSettings,
  roleFields,
  type SettingsTable,
} from "../../clouds/setting";

/** Role of Alibaba Cloud to assume. */
export interface AliCloudAssumeRoleProps extends AssumeRoleProps {
  /** Seconds that the keys of a session last, from 900 to 43200. @default 3600 */
  readonly sessionExpiration?: number;
}

/** Role of Alibaba Cloud to assume with a token of an identity provider, instead of keys. */
export interface AliCloudOidcProps
  extends Pick<AliCloudAssumeRoleProps, "roleArn" | "policy" | "sessionExpiration"> {
  /** ARN of the identity provider. */
  readonly oidcProviderArn?: string;
  /** The token. Give the file instead, unless the token outlives the run. */
  readonly oidcToken?: string;
  /** File with the token, read for each session. */
  readonly oidcTokenFile?: string;
  /** Name of the session, for the vendor's audit log. @default "cdktf-backups" */
  readonly roleSessionName?: string;
}

/** Settings for Alibaba Cloud, by the names of its own Terraform provider. */
export interface AliCloudProps extends CloudProps, AccountProps {
  /** ID of the access key. Needs `secretKey`. */
  readonly accessKey?: string;
  /** Secret of the access key. */
  readonly secretKey?: string;
  /** Role to assume with the keys. */
  readonly assumeRole?: AliCloudAssumeRoleProps;
  /** Role to assume with a token of an identity provider, instead of keys. */
  readonly assumeRoleWithOidc?: AliCloudOidcProps;
}

/** Source: the vendor's Terraform provider; STS, AssumeRole. */
const sessionSeconds = roleFields.seconds(900, 43_200);

export const settings: SettingsTable<AliCloudProps> = {
  access_key: { sets: "accessKey", description: "AccessKey ID.", sensitive: true },
  secret_key: { sets: "secretKey", description: "AccessKey secret.", sensitive: true },
  ...commonSettings,
  assume_role: assumeRole({ session_expiration: sessionSeconds }),
  assume_role_with_oidc: assumeRoleWithToken({
    role_arn: roleFields.arn,
    oidc_provider_arn: {
      sets: "provider",
      description: "ARN of the identity provider. Default: the vendor's variable.",
    },
    oidc_token: roleFields.token,
    oidc_token_file: roleFields.tokenFile,
    role_session_name: roleFields.sessionName,
    session_expiration: sessionSeconds,
    policy: roleFields.policy,
  }),
  ...accountSettings,
};
