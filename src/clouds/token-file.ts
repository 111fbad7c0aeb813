/** Tokens of identity providers. */
import { BackupsError } from "../core/errors";
import type { Means } from "./credential-sources";
import type { Credentials, Role } from "./keys";

/** Source: AssumeRoleWithOIDC, OIDCToken. */
const MAX_TOKEN_LENGTH = 20_000;

/**
 * The token for a role. The file is read each time, because tokens in it are replaced.
 *
 * @param tokenIn finds it in what the file holds. @default it is all that the file holds
 * @throws BackupsError `credentials` that names the file
 */
export async function tokenOf(
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
