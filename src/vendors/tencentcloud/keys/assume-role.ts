import type { Cloud, Means } from "../../../clouds/cloud";
import type { Credentials, RecipeOf } from "../../../clouds/keys";
import { refusedRole } from "../../../clouds/refused-role";
import { askForSession } from "./sts";

/** Keys of a role that is assumed with other keys. Source: STS 2018-08-13, AssumeRole. */
export async function assumeRole(
  cloud: Cloud,
  { role, askedBy }: RecipeOf<"role">,
  credentials: Credentials,
  means: Means,
): Promise<Credentials> {
  const { roleArn, sessionName, sessionDuration, policy, externalId, sourceIdentity } = role;
  const condition = externalId === undefined ? "no external ID was sent" : "the external ID that was sent";
  try {
    return await askForSession(means, {
      cloud,
      action: "AssumeRole",
      credentials,
      parameters: {
        RoleArn: roleArn,
        RoleSessionName: sessionName,
        DurationSeconds: sessionDuration,
        // The API wants it encoded once more. Source: AssumeRole, Policy.
        Policy: policy && encodeURIComponent(policy),
        ExternalId: externalId,
        SourceIdentity: sourceIdentity,
      },
    });
  } catch (error) {
    throw refusedRole(
      error,
      roleArn,
      askedBy,
      "Check the ARN, and that the role's trust policy names the account of the keys as principal (qcs), and its condition " +
        `sts:external_id (${condition}). The user of the keys needs the permission sts:AssumeRole.`,
    );
  }
}
