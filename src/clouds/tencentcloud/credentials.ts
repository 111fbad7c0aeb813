import type { CredentialFile, CredentialSources, FoundInFile } from "../cloud";
import { credentialsFrom, parseIni, readJson, section } from "../credential-file";
import { field, text } from "../envelope";

/** `~/.tencentcloud/credentials`: INI, only `[default]`. Source: `common/credential.js` of the Node SDK. */
const sdkFile: CredentialFile = {
  path: () => "~/.tencentcloud/credentials",
  read: async (content, profile) => {
    const values = section(parseIni(content), profile ?? "default");
    return values && { credentials: credentialsFrom(values, "secret_id", "secret_key", "token") };
  },
};

/** `~/.tccli/<profile>.credential`, and `<profile>.configure` for the region. Source: tccli. */
const cliFile: CredentialFile = {
  path: (profile = "default") => `~/.tccli/${profile}.credential`,
  read: async (content, profile = "default", readSibling): Promise<FoundInFile> => {
    const settings = await readSibling(`~/.tccli/${profile}.configure`);
    return {
      credentials: credentialsFrom(readJson(content), "secretId", "secretKey", "token"),
      region:
        settings === undefined ? undefined : text(field(field(readJson(settings), "_sys_param"), "region")),
    };
  },
};

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
  profile: ["TENCENTCLOUD_PROFILE"],
  files: [sdkFile, cliFile],
};
