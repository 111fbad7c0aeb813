import type { Cloud, Means } from "../../../clouds/cloud";
import type { Credentials, RecipeOf } from "../../../clouds/keys";
import { refusedRole } from "../../../clouds/refused-role";
import { askForSession } from "./sts";

/** Keys of a role that is assumed with other keys. Source: STS 2015-04-01, AssumeRole. */
export async function assumeRole(
  cloud: Cloud,
  { role, askedBy }: RecipeOf<"role">,
  credentials: Credentials,
  means: Means,
): Promise<Credentials> {
  const { roleArn, sessionName, sessionDuration, policy, externalId, host } = role;
  const condition = externalId === undefined ? "no external ID was sent" : "the external ID that was sent";
  try {
    return await askForSession(means, {
      cloud,
      action: "AssumeRole",
      credentials,
      host,
      parameters: {
        RoleArn: roleArn,
        RoleSessionName: sessionName,
        DurationSeconds: sessionDuration,
        Policy: policy,
        ExternalId: externalId,
      },
    });
  } catch (error) {
    throw refusedRole(
      error,
      roleArn,
      askedBy,
      "Check the ARN, the Principal of the role's trust policy, which must name the account or user of the keys, and its " +
        `Condition sts:ExternalId (${condition}). The user needs AliyunSTSAssumeRoleAccess; a root account can assume no role.`,
    );
  }
}
