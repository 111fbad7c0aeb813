import type { CredentialSources } from "../../../clouds/credential-sources";
import { credentialsUri, instanceRole, OIDC_TOKEN, roles, tokenRole } from "./roles";

/** The SDK's names, then those of the Terraform provider and of the command line tool. */
export const credentialSources: CredentialSources = {
  keys: [
    {
      accessKey: "ALIBABA_CLOUD_ACCESS_KEY_ID",
      secretKey: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
      securityToken: ["ALIBABA_CLOUD_SECURITY_TOKEN"],
    },
    {
      accessKey: "ALICLOUD_ACCESS_KEY",
      secretKey: "ALICLOUD_SECRET_KEY",
      securityToken: ["ALICLOUD_SECURITY_TOKEN"],
    },
    {
      accessKey: "ALIBABACLOUD_ACCESS_KEY_ID",
      secretKey: "ALIBABACLOUD_ACCESS_KEY_SECRET",
      securityToken: ["ALIBABACLOUD_SECURITY_TOKEN"],
    },
    {
      accessKey: "ALICLOUD_ACCESS_KEY_ID",
      secretKey: "ALICLOUD_ACCESS_KEY_SECRET",
      securityToken: ["ALICLOUD_SECURITY_TOKEN"],
    },
  ],
  region: ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION", "ALIBABA_CLOUD_REGION_ID", "ALIBABACLOUD_REGION_ID"],
  profile: ["ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE", "ALIBABACLOUD_PROFILE"],
  secrets: [OIDC_TOKEN],
  files: (env) => (require("./files") as typeof import("./files")).files(env),
  order: ["environment", tokenRole, "files", credentialsUri, instanceRole],
  roles,
};
