/** Sessions of Tencent Cloud's STS. Source: STS 2018-08-13; tencentcloud-sdk-nodejs, credential.js. */
import type { Sts } from "../../../clouds/credential-sources";
import { field, text } from "../../../clouds/envelope";

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
  withKeys: "AssumeRole",
  withToken: "AssumeRoleWithWebIdentity",
  parameters: ({ roleArn, sessionName, sessionDuration, provider, ...role }, token) => ({
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: sessionDuration,
    ...(token
      ? { ProviderId: provider, WebIdentityToken: token }
      : {
          // The API wants it encoded once more. Source: AssumeRole, Policy.
          Policy: role.policy && encodeURIComponent(role.policy),
          ExternalId: role.externalId,
          SourceIdentity: role.sourceIdentity,
        }),
  }),
  remedy: (condition) =>
    "Check the ARN, and that the role's trust policy names the account of the keys as principal (qcs), and its condition " +
    `sts:external_id (${condition}). The user of the keys needs the permission sts:AssumeRole.`,
  tokenRemedy: ({ provider }) =>
    `Check that the identity provider ${provider} exists in the role's account, and the role's trust policy: its ` +
    "principal federated must be that provider, and its conditions oidc:iss, oidc:aud and oidc:sub must fit the token.",
  tokenIn,
  // Source: tencentcloud-sdk-nodejs, skipSign.
  unsigned:
    (sign) =>
    (...asked) => {
      const { headers, ...request } = sign(...asked);
      return { ...request, headers: { ...headers, Authorization: "SKIP" } };
    },
};
