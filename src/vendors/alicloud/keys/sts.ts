/** Sessions of Alibaba Cloud's STS. Source: STS 2015-04-01; @alicloud/credentials, ram_role_arn and oidc_role_arn. */
import type { Sts } from "../../../clouds/credential-sources";
import { canonicalQuery } from "../../../clouds/crypto";
import { field } from "../../../clouds/envelope";
import { fromTimestamp, temporaryKeys } from "../../../clouds/temporary-keys";
import { toRfc3339 } from "../../../core/time";

/** Names in every answer that holds temporary keys. */
export const KEY_FIELDS = {
  accessKey: "AccessKeyId",
  secretKey: "AccessKeySecret",
  token: "SecurityToken",
  expiry: "Expiration",
} as const;

export const sts: Sts = {
  withKeys: {
    action: "AssumeRole",
    parameters: ({ roleArn, sessionName, sessionDuration, policy, externalId }) => ({
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      DurationSeconds: sessionDuration,
      Policy: policy,
      ExternalId: externalId,
    }),
    remedy: (condition) =>
      "Check the ARN, the Principal of the role's trust policy, which must name the account or user of the keys, and its " +
      `Condition sts:ExternalId (${condition}). The user needs AliyunSTSAssumeRoleAccess; a root account can assume no role.`,
  },
  withToken: {
    action: "AssumeRoleWithOIDC",
    parameters: ({ provider, roleArn, sessionName, sessionDuration, policy }, token) => ({
      OIDCProviderArn: provider,
      OIDCToken: token,
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      DurationSeconds: sessionDuration,
      Policy: policy,
    }),
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
    remedy: () =>
      "Check the ARN of the identity provider, and the role's trust policy: its Principal Federated must be that provider, " +
      "and its Conditions oidc:iss, oidc:aud and oidc:sub must fit the token.",
  },
  keysIn(answer) {
    const keys = field(answer, "Credentials");
    return temporaryKeys(keys, KEY_FIELDS, fromTimestamp(field(keys, KEY_FIELDS.expiry)), "STS");
  },
};
