import type { CredentialSources } from "../../../clouds/credential-sources";

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
  secrets: [],
  files: () => [(require("./files") as typeof import("./files")).cliFile],
  // Instances get no keys of a role, and neither tool nor SDK knows a way to roles.
  order: ["environment", "files"],
};
