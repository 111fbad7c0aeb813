/** `<profile>.credential` of tccli, and `<profile>.configure` for the region. */
import { held, type Profile, readJson } from "../../../clouds/credential-file";
import type { CredentialFile, FileFormat } from "../../../clouds/credential-sources";
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

const find: FileFormat["find"] = (content, name = "default") => ({ name, values: readJson(content) });

/** The tool's files in a directory. The one with the region may be missing. */
export function tccliFiles(directory: string, namedBy?: string): readonly CredentialFile[] {
  return [
    {
      path: (profile = "default") => `${directory}/${profile}.credential`,
      namedBy,
      format: { find, keys: recipeIn },
    },
    {
      path: (profile = "default") => `${directory}/${profile}.configure`,
      format: { find, region: ({ values }) => text(field(field(values, "_sys_param"), "region")) },
    },
  ];
}
