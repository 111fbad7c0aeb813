import { BackupsError, usageError } from "../core/errors";
import { arg, message } from "../core/message";
import type { Cloud, CloudSettings } from "./cloud";
import type { Means } from "./credential-sources";
import { field, text } from "./envelope";
import type { Credentials } from "./keys";

/**
 * The account of keys, from STS (GetCallerIdentity of both vendors), which needs no permission; undefined if the answer
 * does not say.
 */
export async function accountOfKeys(
  cloud: Cloud,
  credentials: Credentials,
  askSts: Means["askSts"],
): Promise<string | undefined> {
  const whose = cloud.credentialSources.roles?.whose;
  if (!whose) return undefined;
  const answer = await askSts({ action: whose.action, credentials, parameters: {} });
  return text(field(answer, whose.account));
}

/**
 * Compares the account of keys with the settings, if they name accounts.
 *
 * @throws BackupsError `usage` for a wrong account, so that `onUnavailable` does not apply
 */
export async function checkAccount(
  cloud: Cloud,
  credentials: Credentials,
  { allowedAccountIds = [], forbiddenAccountIds = [] }: CloudSettings,
  askSts: Means["askSts"],
): Promise<void> {
  if (allowedAccountIds.length === 0 && forbiddenAccountIds.length === 0) return;
  const account = await accountOfKeys(cloud, credentials, askSts);
  if (account === undefined)
    throw new BackupsError(
      "invalid-response",
      `${cloud.title} did not say which account the keys belong to`,
      {
        hint: message`Leave ${arg("allowedAccountIds")} and ${arg("forbiddenAccountIds")} out, or report this, without keys.`,
      },
    );
  const refuse = (argument: string, problem: string) =>
    usageError(
      argument,
      `the keys belong to account ${account} of ${cloud.title}, which is ${problem}`,
      "Nothing was read. Use the keys of the right account, or correct the list.",
    );
  if (forbiddenAccountIds.includes(account)) throw refuse("forbiddenAccountIds", "forbidden");
  if (allowedAccountIds.length > 0 && !allowedAccountIds.includes(account))
    throw refuse("allowedAccountIds", `not among ${allowedAccountIds.join(", ")}`);
}
