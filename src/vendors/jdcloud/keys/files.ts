/** The file of JD Cloud's command line tool. Loaded only when a search comes to files. */
import { held, orEnd, Profile } from "../../../clouds/credential-file";
import type { CredentialFile, FileReader } from "../../../clouds/credential-sources";
import { iniProfile } from "../../../clouds/ini";

const CONFIG = "~/.jdc/config";
const CURRENT = "~/.jdc/current";

/** The wanted profile, or the one in use. */
const find: FileReader<{ readonly profile: Profile; readonly chosen?: string }> = async (
  content,
  wanted,
  readSibling,
) => {
  const current = wanted === undefined ? (await readSibling(CURRENT))?.trim() : undefined;
  const name = wanted ?? (current || "default");
  const chosen = wanted === undefined && name !== "default" ? `named by ${CURRENT}` : undefined;
  const values = orEnd(iniProfile(content, name), name, chosen, "profile");
  return values && { profile: new Profile(name, values, CONFIG), chosen };
};

/** `~/.jdc/config`: INI of the official command line tool; `~/.jdc/current` names the profile in use. */
export const cliFile: CredentialFile = {
  path: () => CONFIG,
  keys: async (...asked) => {
    const found = await find(...asked);
    const keys = found?.profile.keys("access_key", "secret_key", "security_token");
    return found && held(orEnd(keys, found.profile.name, found.chosen, "keys"));
  },
  region: async (...asked) => (await find(...asked))?.profile.optional("region_id"),
};
