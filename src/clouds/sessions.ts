/** Gets the keys of a role from a vendor's STS. Loaded only if a role is asked for. */
import { BackupsError, quotable } from "../core/errors";
import type { Cloud } from "./cloud";
import type { Means, RoleSources } from "./credential-sources";
import type { Credentials, RecipeOf, Role } from "./keys";
import { temporaryKeys } from "./temporary-keys";

/**
 * The keys of a role.
 *
 * @param keys those that assume it; undefined for a role by token, as in Kubernetes and GitHub Actions
 */
export async function assumeRole(
  cloud: Cloud,
  { role, askedBy }: RecipeOf<"role" | "oidc">,
  means: Means,
  keys?: Credentials,
): Promise<Credentials> {
  const { sts, keyFields } = cloud.credentialSources.roles as RoleSources;
  const { withKeys, withToken, parameters, tokenIn, unsigned, remedy, tokenRemedy } = sts();
  const token = keys ? "" : await tokenOf(role, askedBy, means, tokenIn);
  try {
    const answer = await means.askSts({
      action: keys ? withKeys : withToken,
      host: role.host,
      parameters: parameters(role, token),
      // The token in the body says who asks. As a key it signs nothing, and the transport keeps it out of messages.
      credentials: keys ?? { accessKey: "", secretKey: token },
      sign: keys ? undefined : unsigned((...asked) => cloud.sign(...asked)),
    });
    return temporaryKeys(answer, keyFields, "STS");
  } catch (error) {
    const condition = role.externalId ? "the external ID that was sent" : "no external ID was sent";
    const toCheck = keys ? remedy(condition) : tokenRemedy(role) + claimsOf(token);
    throw refusedRole(error, role.roleArn, askedBy, toCheck);
  }
}

/** Source: AssumeRoleWithOIDC, OIDCToken. */
const MAX_TOKEN_LENGTH = 20_000;

/**
 * The token for a role. The file is read each time, because tokens in it are replaced.
 *
 * @param tokenIn finds it in what the file holds. @default it is all that the file holds
 * @throws BackupsError `credentials` that names the file
 */
async function tokenOf(
  role: Role,
  askedBy: string,
  means: Means,
  tokenIn: (content: string) => string | undefined = (content) => content,
): Promise<string> {
  const { token: given, tokenFile = "" } = role;
  const where = given
    ? `the token that ${askedBy} gives`
    : `the token file ${tokenFile}, which ${askedBy} names,`;
  const refuse = (problem: string) =>
    new BackupsError("credentials", `${where} ${problem}`, {
      hint: "Check that the identity provider writes its token there, and that this user may read it.",
    });
  const content = given ?? (await means.readFile(tokenFile));
  if (content === undefined) throw refuse("does not exist");
  const token = tokenIn(content.trim());
  if (!token) throw refuse("contains no token");
  if (token.length > MAX_TOKEN_LENGTH || /[\s\p{Cc}]/u.test(token)) throw refuse("is not a token");
  means.tell({ accessKey: "", secretKey: token } satisfies Credentials);
  return token;
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
