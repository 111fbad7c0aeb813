import type { CredentialFile, CredentialSources } from "../cloud";
import { credentialsFrom, parseIni, section } from "../credential-file";
import { field, text } from "../envelope";

/** `~/.jdc/config`: INI of the official command line tool; `~/.jdc/current` names the profile in use. */
const cliFile: CredentialFile = {
  path: () => "~/.jdc/config",
  read: async (content, wanted, readSibling) => {
    const name = wanted ?? (await readSibling("~/.jdc/current"))?.trim() ?? "default";
    const profile = section(parseIni(content), name || "default");
    return (
      profile && {
        credentials: credentialsFrom(profile, "access_key", "secret_key", "security_token"),
        region: text(field(profile, "region_id")),
      }
    );
  },
};

/** JD Cloud's own tools read no environment; the names are those of its community tools (Packer, lego). */
export const credentialSources: CredentialSources = {
  keys: [
    {
      accessKey: "JDCLOUD_ACCESS_KEY",
      secretKey: "JDCLOUD_SECRET_KEY",
      securityToken: ["JDCLOUD_SECURITY_TOKEN", "JDCLOUD_SESSION_TOKEN"],
    },
    {
      accessKey: "JDCLOUD_ACCESS_KEY_ID",
      secretKey: "JDCLOUD_ACCESS_KEY_SECRET",
      securityToken: ["JDCLOUD_SECURITY_TOKEN", "JDCLOUD_SESSION_TOKEN"],
    },
    { accessKey: "JDC_ACCESS_KEY", secretKey: "JDC_SECRET_KEY", securityToken: ["JDC_SECURITY_TOKEN"] },
  ],
  region: ["JDCLOUD_REGION", "JDCLOUD_REGION_ID"],
  profile: ["JDCLOUD_PROFILE"],
  files: [cliFile],
};
