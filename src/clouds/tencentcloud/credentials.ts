import type { CredentialFile, CredentialSources, Environment } from "../cloud";
import { credentialsFrom, held, iniProfile } from "../credential-file";
import { firstSet } from "../environment";
import { instanceRole, namedInstanceRole, podRole, roles, WEB_IDENTITY_TOKEN, webIdentity } from "./roles";
import { tccliFile } from "./tccli";

/** The directory of tccli's files. Source: the Terraform provider, shared_credentials_dir. */
const DIRECTORY = "TENCENTCLOUD_SHARED_CREDENTIALS_DIR";

/** INI of the SDK, in which it reads only `[default]`. Source: `common/credential.js` of the Node SDK. */
function sdkFile(path: string): CredentialFile {
  return {
    path: () => path,
    keys: async (content, profile = "default") => {
      const values = iniProfile(content, profile);
      return held(values && credentialsFrom(values, profile, "secret_id", "secret_key", "token"));
    },
  };
}

/** Where a variable names a directory, no other file is looked at: it may be another account's. */
function files(env: Environment): readonly CredentialFile[] {
  const directory = firstSet(env, [DIRECTORY]);
  return directory
    ? [tccliFile(directory.replace(/(?<=.)[\\/]+$/, ""), DIRECTORY)]
    : [
        sdkFile("~/.tencentcloud/credentials"),
        sdkFile("/etc/tencentcloud/credentials"),
        tccliFile("~/.tccli"),
      ];
}

/** The SDK's names, then those of the Terraform provider and of tccli. */
export const credentialSources: CredentialSources = {
  keys: [
    {
      accessKey: "TENCENTCLOUD_SECRET_ID",
      secretKey: "TENCENTCLOUD_SECRET_KEY",
      securityToken: ["TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN", "TENCENTCLOUD_TOKEN"],
    },
  ],
  region: ["TENCENTCLOUD_REGION"],
  profile: ["TENCENTCLOUD_PROFILE", "TCCLI_PROFILE"],
  secrets: [WEB_IDENTITY_TOKEN],
  files,
  beforeKeys: [webIdentity, namedInstanceRole],
  beforeFiles: [],
  afterFiles: [podRole, instanceRole],
  roles,
};
