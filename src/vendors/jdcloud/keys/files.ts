/** The file of JD Cloud's command line tool. Loaded only when a search comes to files. */

import { credentialsFrom, held, Unusable } from "../../../clouds/credential-file";
import type { CredentialFile, FileReader } from "../../../clouds/credential-sources";
import { field, text } from "../../../clouds/envelope";
import { iniProfile } from "../../../clouds/ini";

const CURRENT = "~/.jdc/current";

/** A profile, and whether `current` names it: the default is looked for anyhow. */
interface Profile {
  readonly name: string;
  readonly values: object;
  readonly isCurrent: boolean;
}

/** The profile that is asked for, or in use. */
const profileIn: FileReader<Profile> = async (content, wanted, readSibling) => {
  const current = wanted === undefined ? (await readSibling(CURRENT))?.trim() : undefined;
  const name = wanted ?? (current || "default");
  const isCurrent = wanted === undefined && name !== "default";
  const values = iniProfile(content, name);
  if (values) return { name, values, isCurrent };
  if (isCurrent)
    throw new Unusable(`is in use by ${CURRENT}, and not there`, "Set a profile that is there", {
      profile: name,
    });
  return undefined;
};

/** `~/.jdc/config`: INI of the official command line tool; `~/.jdc/current` names the profile in use. */
export const cliFile: CredentialFile = {
  path: () => "~/.jdc/config",
  keys: async (...asked) => {
    const profile = await profileIn(...asked);
    if (!profile) return undefined;
    const { name, values, isCurrent } = profile;
    const found = credentialsFrom(values, name, "access_key", "secret_key", "security_token");
    if (!found && isCurrent)
      throw new Unusable(`is in use by ${CURRENT}, and has no keys`, "Add keys to the profile", {
        profile: name,
      });
    return held(found);
  },
  region: async (...asked) => text(field((await profileIn(...asked))?.values, "region_id")),
};
