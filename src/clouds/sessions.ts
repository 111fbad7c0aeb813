/** Gets the keys of a role from a vendor's STS. Loaded only if a role is asked for. */
import { BackupsError, quotable } from "../core/errors";
import type { Cloud } from "./cloud";
import type { Means, Sts } from "./credential-sources";
import type { Credentials, RecipeOf } from "./keys";
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

/** Codes that say nothing about a role, because the vendor did not answer. */
const UNREACHED: ReadonlySet<BackupsError["code"]> = new Set(["unavailable", "throttled", "timeout"]);

/**
 * Turns an STS error into one about a role.
 *
 * @param remedy hint if the vendor refused
 */
function refusedRole(error: unknown, roleArn: string, askedBy: string, remedy: string): unknown {
  if (!(error instanceof BackupsError)) return error;
  const unreached = UNREACHED.has(error.code) && !error.vendorCode;
  const role = quotable(roleArn, 200);
  return new BackupsError(
    UNREACHED.has(error.code) ? error.code : "credentials",
    `the role ${role} that ${askedBy} asks for could not be assumed: ${error.message}`,
    { ...error.facts, hint: unreached ? error.parts.hint : remedy },
  );
}

/** The claims of a token that trust policies check, for a message; they are not secret. Empty if it is not a JWT. */
function claimsOf(token: string): string {
  try {
    const payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    const claims = ["iss", "aud", "sub"]
      .filter((name) => Object.hasOwn(payload, name))
      .map((name) => `${name} ${quotable(String(payload[name]), 150)}`);
    return claims.length > 0 ? ` The token says ${claims.join(", ")}.` : "";
  } catch {
    return "";
  }
}
