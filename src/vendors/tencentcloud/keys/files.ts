/** Which files of Tencent Cloud's tools are looked at. Loaded only when a search comes to files. */

import { held, Profile } from "../../../clouds/credential-file";
import type { CredentialFile, Environment } from "../../../clouds/credential-sources";
import { firstSet } from "../../../clouds/environment";
import { iniProfile } from "../../../clouds/ini";
import { tccliFile } from "./tccli";

/** The directory of tccli's files. Source: the Terraform provider, shared_credentials_dir. */
const DIRECTORY = "TENCENTCLOUD_SHARED_CREDENTIALS_DIR";

/** INI of the SDK, in which it reads only `[default]`. Source: `common/credential.js` of the Node SDK. */
function sdkFile(path: string): CredentialFile {
  return {
    path: () => path,
    keys: async (content, profile = "default") => {
      const values = iniProfile(content, profile);
      return held(values && new Profile(profile, values, path).keys("secret_id", "secret_key", "token"));
    },
  };
}

/** If a variable names a directory, no other file is read: it may belong to another account. */
export function files(env: Environment): readonly CredentialFile[] {
  const directory = firstSet(env, [DIRECTORY]);
  return directory
    ? [tccliFile(directory.replace(/(?<=.)[\\/]+$/, ""), DIRECTORY)]
    : [
        sdkFile("~/.tencentcloud/credentials"),
        sdkFile("/etc/tencentcloud/credentials"),
        tccliFile("~/.tccli"),
      ];
}
