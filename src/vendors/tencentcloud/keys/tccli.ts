/** `<profile>.credential` of tccli, and `<profile>.configure` for the region. */

import {
  cachedKeys,
  credentialsFrom,
  held,
  optional,
  profileIn,
  readJson,
  required,
  Unusable,
} from "../../../clouds/credential-file";
import type { CredentialFile } from "../../../clouds/credential-sources";
import { field, fromUnixSeconds, text } from "../../../clouds/envelope";
import type { Recipe } from "../../../clouds/keys";

/** The command that renews each kind of login. */
const LOGINS: Readonly<Record<string, string>> = { oauth: "tccli auth login", sso: "tccli sso login" };

/** Keys of the profile itself, or of the machine. Source: tccli, credentials.py, oauth.py, sso.py, configure.py. */
function ownRecipe(values: unknown, profile: string, path: string): Recipe | undefined {
  const type = optional(values, "type");
  if (type === "cvm-role") return { kind: "instance", askedBy: profileIn(path, profile) };
  const keys = credentialsFrom(values, profile, "secretId", "secretKey", "token");
  const renewal = type && Object.hasOwn(LOGINS, type) ? LOGINS[type] : undefined;
  if (!renewal) return held(keys);
  return cachedKeys(keys, fromUnixSeconds(field(values, "expiresAt")), {
    profile,
    path,
    what: `type ${type}`,
    renewal: `${renewal} --profile ${profile}`,
  });
}

function recipeIn(values: unknown, profile: string, path: string): Recipe | undefined {
  const own = ownRecipe(values, profile, path);
  const roleArn = optional(values, "role-arn");
  if (!roleArn) return own;
  if (!own) throw new Unusable("has role-arn, but no keys", "Add keys to the profile", { profile });
  // Without a name for the session, tccli and the Terraform provider go on without the role: in another account.
  const sessionName = required(values, "role-session-name", profile, "role-arn");
  return { kind: "role", role: { roleArn, sessionName }, from: own, askedBy: profileIn(path, profile) };
}

/** The tool's files in a directory. */
export function tccliFile(directory: string, namedBy?: string): CredentialFile {
  const pathOf = (profile = "default") => `${directory}/${profile}.credential`;
  return {
    path: pathOf,
    namedBy,
    keys: async (content, profile = "default") => recipeIn(readJson(content), profile, pathOf(profile)),
    region: async (_content, profile = "default", readSibling) => {
      const path = `${directory}/${profile}.configure`;
      const settings = await readSibling(path);
      return settings === undefined
        ? undefined
        : text(field(field(readJson(settings, path), "_sys_param"), "region"));
    },
  };
}
