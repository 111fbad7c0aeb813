/** `<profile>.credential` of tccli, and `<profile>.configure` for the region. */
import { held, Profile, readJson } from "../../../clouds/credential-file";
import type { CredentialFile } from "../../../clouds/credential-sources";
import { field, fromUnixSeconds, text } from "../../../clouds/envelope";
import type { Recipe } from "../../../clouds/keys";

/** The command that renews each kind of login. */
const LOGINS: Readonly<Record<string, string>> = { oauth: "tccli auth login", sso: "tccli sso login" };

/** Keys of the profile itself, or of the machine. Source: tccli, credentials.py, oauth.py, sso.py, configure.py. */
function ownRecipe(profile: Profile): Recipe | undefined {
  const type = profile.optional("type");
  if (type === "cvm-role") return { kind: "instance", askedBy: profile.askedBy };
  const keys = profile.keys("secretId", "secretKey", "token");
  const renewal = type && Object.hasOwn(LOGINS, type) ? LOGINS[type] : undefined;
  if (!renewal) return held(keys);
  const expiresAt = fromUnixSeconds(field(profile.values, "expiresAt"));
  return profile.cachedKeys(keys, expiresAt, `type ${type}`, `${renewal} --profile ${profile.name}`);
}

function recipeIn(profile: Profile): Recipe | undefined {
  const own = ownRecipe(profile);
  const roleArn = profile.optional("role-arn");
  if (!roleArn) return own;
  if (!own) throw profile.unusable("has role-arn, but no keys", "Add keys to the profile");
  // Without a name for the session, tccli and the Terraform provider go on without the role: in another account.
  const sessionName = profile.required("role-session-name", "role-arn");
  return { kind: "role", role: { roleArn, sessionName }, from: own, askedBy: profile.askedBy };
}

/** The tool's files in a directory. */
export function tccliFile(directory: string, namedBy?: string): CredentialFile {
  const pathOf = (profile = "default") => `${directory}/${profile}.credential`;
  return {
    path: pathOf,
    namedBy,
    keys: async (content, profile = "default") =>
      recipeIn(new Profile(profile, readJson(content), pathOf(profile))),
    region: async (_content, profile = "default", readSibling) => {
      const path = `${directory}/${profile}.configure`;
      const settings = await readSibling(path);
      return settings === undefined
        ? undefined
        : text(field(field(readJson(settings, path), "_sys_param"), "region"));
    },
  };
}
