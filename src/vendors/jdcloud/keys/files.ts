/** The file of JD Cloud's command line tool. Loaded only when a search comes to files. */
import { held } from "../../../clouds/credential-file";
import type { CredentialFile } from "../../../clouds/credential-sources";
import { iniProfile } from "../../../clouds/ini";

/** Names the profile in use. */
const CURRENT = "~/.jdc/current";

/** `~/.jdc/config`: INI of the official command line tool. */
export const cliFile: CredentialFile = {
  path: () => "~/.jdc/config",
  format: {
    chosen: `named by ${CURRENT}`,
    async find(content, wanted, readSibling) {
      const name = wanted ?? ((await readSibling(CURRENT))?.trim() || "default");
      return { name, values: iniProfile(content, name) };
    },
    keys: (profile) => held(profile.keys("access_key", "secret_key", "security_token")),
    region: (profile) => profile.optional("region_id"),
  },
};
