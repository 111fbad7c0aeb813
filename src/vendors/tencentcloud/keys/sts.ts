/** Sessions of Tencent Cloud's STS. Source: STS 2018-08-13; tencentcloud-sdk-nodejs, credential.js. */
import type { Sts } from "../../../clouds/credential-sources";
import { field, fromUnixSeconds, text } from "../../../clouds/envelope";
import { fromTimestamp, temporaryKeys } from "../../../clouds/temporary-keys";

export const KEY_FIELDS = {
  accessKey: "TmpSecretId",
  secretKey: "TmpSecretKey",
  token: "Token",
  expiry: "ExpiredTime",
} as const;

/** When a session ends. */
export function expiryIn(answer: unknown): Date | undefined {
  return fromUnixSeconds(field(answer, KEY_FIELDS.expiry)) ?? fromTimestamp(field(answer, "Expiration"));
}

/** The token as it is, or in JSON. Source: the Terraform provider, web_identity_token_file. */
function tokenIn(content: string): string | undefined {
  if (!content.startsWith("{")) return content;
  try {
    return text(field(JSON.parse(content), "web_identity_token"))?.trim();
  } catch {
    return undefined;
  }
}

export const sts: Sts = {
  withKeys: {
    action: "AssumeRole",
    parameters: ({ roleArn, sessionName, sessionDuration, policy, externalId, sourceIdentity }) => ({
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      DurationSeconds: sessionDuration,
      // The API wants it encoded once more. Source: AssumeRole, Policy.
      Policy: policy && encodeURIComponent(policy),
      ExternalId: externalId,
      SourceIdentity: sourceIdentity,
    }),
    remedy: (condition) =>
      "Check the ARN, and that the role's trust policy names the account of the keys as principal (qcs), and its condition " +
      `sts:external_id (${condition}). The user of the keys needs the permission sts:AssumeRole.`,
  },
  withToken: {
    action: "AssumeRoleWithWebIdentity",
    parameters: ({ provider, roleArn, sessionName, sessionDuration }, token) => ({
      ProviderId: provider,
      WebIdentityToken: token,
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      DurationSeconds: sessionDuration,
    }),
    tokenIn,
    // Source: tencentcloud-sdk-nodejs, skipSign.
    unsigned:
      (sign) =>
      (...asked) => {
        const { headers, ...request } = sign(...asked);
        return { ...request, headers: { ...headers, Authorization: "SKIP" } };
      },
    remedy: ({ provider }) =>
      `Check that the identity provider ${provider} exists in the role's account, and the role's trust policy: its ` +
      "principal federated must be that provider, and its conditions oidc:iss, oidc:aud and oidc:sub must fit the token.",
  },
  keysIn(answer) {
    return temporaryKeys(field(answer, "Credentials"), KEY_FIELDS, expiryIn(answer), "STS");
  },
};
