import type { CredentialFile, CredentialSources } from "../cloud";
import { credentialsFrom, holdsNoKeys, iniProfile, readJson } from "../credential-file";
import { field, text } from "../envelope";

/** `~/.tencentcloud/credentials`: INI, only `[default]`. Source: `common/credential.js` of the Node SDK. */
const sdkFile: CredentialFile = {
  path: () => "~/.tencentcloud/credentials",
  keys: async (content, profile = "default") => {
    const values = iniProfile(content, profile);
    return values && credentialsFrom(values, profile, "secret_id", "secret_key", "token");
  },
};

/**
 * `~/.tccli/<profile>.credential`, and `<profile>.configure` for the region. A login (`oauth`, `sso`) leaves temporary
 * keys in it, which are used while they last; with a role, tccli asks for other keys than those in the file.
 * Source: tccli.
 */
const cliFile: CredentialFile = {
  path: (profile = "default") => `~/.tccli/${profile}.credential`,
  keys: async (content, profile = "default") => {
    const values = readJson(content);
    const isRole = text(field(values, "type")) === "cvm-role";
    if (isRole || text(field(values, "role-arn")))
      throw holdsNoKeys(
        profile,
        isRole ? "type cvm-role" : "a role-arn",
        "Add keys of its own to the profile, without a role",
      );
    return credentialsFrom(values, profile, "secretId", "secretKey", "token");
  },
  region: async (_content, profile = "default", readSibling) => {
    const path = `~/.tccli/${profile}.configure`;
    const settings = await readSibling(path);
    return settings === undefined
      ? undefined
      : text(field(field(readJson(settings, path), "_sys_param"), "region"));
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
