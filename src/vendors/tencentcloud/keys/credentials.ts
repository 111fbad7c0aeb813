import type { CredentialSources } from "../../../clouds/credential-sources";
import { instanceRole, namedInstanceRole, podRole, roles, WEB_IDENTITY_TOKEN, webIdentity } from "./roles";

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
  files: (env) => (require("./files") as typeof import("./files")).files(env),
  order: [webIdentity, namedInstanceRole, "environment", "files", podRole, instanceRole],
  roles,
};
