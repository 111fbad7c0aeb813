/** Which files of Tencent Cloud's tools are looked at. Loaded only when a search comes to files. */

import { held } from "../../../clouds/credential-file";
import type { CredentialFile, Environment, FileFormat } from "../../../clouds/credential-sources";
import { firstSet } from "../../../clouds/environment";
import { iniProfile } from "../../../clouds/ini";
import { tccliFiles } from "./tccli";

/** The directory of tccli's files. Source: the Terraform provider, shared_credentials_dir. */
const DIRECTORY = "TENCENTCLOUD_SHARED_CREDENTIALS_DIR";

/** INI of the SDK, in which it reads only `[default]`. Source: `common/credential.js` of the Node SDK. */
const format: FileFormat = {
  find: (content, name = "default") => ({ name, values: iniProfile(content, name) }),
  keys: (profile) => held(profile.keys("secret_id", "secret_key", "token")),
};

/** If a variable names a directory, no other file is read: it may belong to another account. */
export function files(env: Environment): readonly CredentialFile[] {
  const directory = firstSet(env, [DIRECTORY]);
  if (directory) return tccliFiles(directory.replace(/(?<=.)[\\/]+$/, ""), DIRECTORY);
  return [
    { path: () => "~/.tencentcloud/credentials", format },
    { path: () => "/etc/tencentcloud/credentials", format },
    ...tccliFiles("~/.tccli"),
  ];
}
