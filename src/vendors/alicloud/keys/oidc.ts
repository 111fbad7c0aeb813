import type { Cloud, Means } from "../../../clouds/cloud";
import { canonicalQuery } from "../../../clouds/crypto";
import type { Credentials, RecipeOf } from "../../../clouds/keys";
import { queryOf } from "../../../clouds/query";
import { claimsOf, refusedRole } from "../../../clouds/refused-role";
import { tokenOf } from "../../../clouds/token-file";
import { toRfc3339 } from "../../../core/time";
import { askForSession } from "./sts";

/** The vendor, asked without a signature: the token in the body says who asks. Source: @alicloud/credentials, oidc_role_arn. */
function unsigned(cloud: Cloud): Cloud {
  return {
    ...cloud,
    sign: (call, endpoint, _keys, { date, nonce }) => {
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
        body: canonicalQuery(queryOf(call.parameters)),
      };
    },
  };
}

/** Keys of a role that a token opens, as in ACK (RRSA) and GitHub Actions. Source: STS 2015-04-01, AssumeRoleWithOIDC. */
export async function assumeRoleWithOidc(
  cloud: Cloud,
  { role, askedBy }: RecipeOf<"oidc">,
  means: Means,
): Promise<Credentials> {
  const token = await tokenOf(role, askedBy, means);
  try {
    return await askForSession(means, {
      cloud: unsigned(cloud),
      action: "AssumeRoleWithOIDC",
      // Signs nothing: the transport keeps it out of messages.
      credentials: { accessKey: "", secretKey: token },
      host: role.host,
      parameters: {
        OIDCProviderArn: role.provider,
        OIDCToken: token,
        RoleArn: role.roleArn,
        RoleSessionName: role.sessionName,
        DurationSeconds: role.sessionDuration,
        Policy: role.policy,
      },
    });
  } catch (error) {
    throw refusedRole(
      error,
      role.roleArn,
      askedBy,
      "Check the ARN of the identity provider, and the role's trust policy: its Principal Federated must be that provider, " +
        `and its Conditions oidc:iss, oidc:aud and oidc:sub must fit the token.${claimsOf(token)}`,
    );
  }
}
