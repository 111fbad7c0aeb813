/** Sessions of Alibaba Cloud's STS. Source: STS 2015-04-01; @alicloud/credentials, ram_role_arn and oidc_role_arn. */
import type { Sts } from "../../../clouds/credential-sources";
import { canonicalQuery } from "../../../clouds/crypto";
import { toRfc3339 } from "../../../core/time";

export const sts: Sts = {
  withKeys: "AssumeRole",
  withToken: "AssumeRoleWithOIDC",
  parameters: ({ roleArn, sessionName, sessionDuration, policy, externalId, provider }, token) => ({
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: sessionDuration,
    Policy: policy,
    ...(token ? { OIDCProviderArn: provider, OIDCToken: token } : { ExternalId: externalId }),
  }),
  remedy: (condition) =>
    "Check the ARN, the Principal of the role's trust policy, which must name the account or user of the keys, and its " +
    `Condition sts:ExternalId (${condition}). The user needs AliyunSTSAssumeRoleAccess; a root account can assume no role.`,
  tokenRemedy: () =>
    "Check the ARN of the identity provider, and the role's trust policy: its Principal Federated must be that provider, " +
    "and its Conditions oidc:iss, oidc:aud and oidc:sub must fit the token.",
  unsigned:
    () =>
    (call, endpoint, _keys, { date, nonce }) => {
      const query = canonicalQuery({
        Action: call.action,
        Version: call.version,
        Format: "JSON",
        Timestamp: toRfc3339(date),
        SignatureNonce: nonce,
      });
      return {
        method: "POST",
        url: `${endpoint.origin}/?${query}`,
        headers: {
          host: endpoint.host,
          accept: "application/json",
          "content-type": "application/x-www-form-urlencoded",
        },
        body: canonicalQuery(call.parameters),
      };
    },
};
