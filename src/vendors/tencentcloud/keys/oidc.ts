import type { Cloud, Means } from "../../../clouds/cloud";
import type { Credentials, RecipeOf } from "../../../clouds/keys";
import { claimsOf, refusedRole } from "../../../clouds/refused-role";
import { tokenOf } from "../../../clouds/token-file";
import { askForSession } from "./sts";

/** The vendor, asked without a signature: the token in the body says who asks. Source: tencentcloud-sdk-nodejs, skipSign. */
function unsigned(cloud: Cloud): Cloud {
  return {
    ...cloud,
    sign(...asked) {
      const { headers, ...request } = cloud.sign(...asked);
      return { ...request, headers: { ...headers, Authorization: "SKIP" } };
    },
  };
}

/** Keys of a role that a token opens, as in TKE and GitHub Actions. Source: STS 2018-08-13, AssumeRoleWithWebIdentity. */
export async function assumeRoleWithWebIdentity(
  cloud: Cloud,
  { role, askedBy }: RecipeOf<"oidc">,
  means: Means,
): Promise<Credentials> {
  const token = await tokenOf(role, askedBy, means);
  try {
    return await askForSession(means, {
      cloud: unsigned(cloud),
      action: "AssumeRoleWithWebIdentity",
      // Signs nothing: the transport keeps it out of messages.
      credentials: { accessKey: "", secretKey: token },
      parameters: {
        ProviderId: role.provider,
        WebIdentityToken: token,
        RoleArn: role.roleArn,
        RoleSessionName: role.sessionName,
        DurationSeconds: role.sessionDuration,
      },
    });
  } catch (error) {
    throw refusedRole(
      error,
      role.roleArn,
      askedBy,
      `Check that the identity provider ${role.provider} exists in the role's account, and the role's trust policy: its ` +
        `principal federated must be that provider, and its conditions oidc:iss, oidc:aud and oidc:sub must fit the token.${claimsOf(token)}`,
    );
  }
}
