/** Keys of a role, from a vendor's STS. What the vendors have in common; loaded only when a role is asked for. */
import type { Cloud } from "./cloud";
import type { Means, Sts } from "./credential-sources";
import type { Credentials, RecipeOf } from "./keys";
import { claimsOf, refusedRole } from "./refused-role";
import { tokenOf } from "./token-file";

/** Keys of a role that is assumed with other keys. */
export async function assumeRole(
  { withKeys, keysIn }: Sts,
  { role, askedBy }: RecipeOf<"role">,
  credentials: Credentials,
  means: Means,
): Promise<Credentials> {
  const condition =
    role.externalId === undefined ? "no external ID was sent" : "the external ID that was sent";
  try {
    const { action, parameters } = withKeys;
    return keysIn(await means.askSts({ action, credentials, host: role.host, parameters: parameters(role) }));
  } catch (error) {
    throw refusedRole(error, role.roleArn, askedBy, withKeys.remedy(condition));
  }
}

/** Keys of a role that a token opens, as in Kubernetes and GitHub Actions. */
export async function assumeRoleWithToken(
  cloud: Cloud,
  { withToken, keysIn }: Sts,
  { role, askedBy }: RecipeOf<"oidc">,
  means: Means,
): Promise<Credentials> {
  const token = await tokenOf(role, askedBy, means, withToken.tokenIn);
  try {
    return keysIn(
      await means.askSts({
        // The token in the body says who asks.
        sign: withToken.unsigned((...asked) => cloud.sign(...asked)),
        action: withToken.action,
        // Signs nothing: the transport keeps it out of messages.
        credentials: { accessKey: "", secretKey: token },
        host: role.host,
        parameters: withToken.parameters(role, token),
      }),
    );
  } catch (error) {
    throw refusedRole(error, role.roleArn, askedBy, withToken.remedy(role) + claimsOf(token));
  }
}
