/** Roles of Alibaba Cloud, as the environment and settings ask for them. */

import { tokenRoleIn } from "../../../clouds/complete-role";
import type { KeySource, RoleSources, RoleVariables } from "../../../clouds/credential-sources";
import { firstSet, firstVariable, isOn } from "../../../clouds/environment";

/** The role of a token is never the Terraform provider's assume_role. */
const OIDC_ROLE_ARN = ["ALIBABA_CLOUD_ROLE_ARN", "ALIBABACLOUD_ROLE_ARN"] as const;
const OIDC_PROVIDER = ["ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABACLOUD_OIDC_PROVIDER_ARN"] as const;
const OIDC_TOKEN_FILE = ["ALIBABA_CLOUD_OIDC_TOKEN_FILE", "ALIBABACLOUD_OIDC_TOKEN_FILE"] as const;
/** The token itself. Source: the Terraform provider, assume_role_with_oidc. */
export const OIDC_TOKEN = "ALIBABA_CLOUD_OIDC_TOKEN";
const OIDC = [...OIDC_TOKEN_FILE, OIDC_TOKEN];

/** Of the Terraform provider, which asks first, then of the SDKs and the command line tool. */
const ROLE_ARN = ["ALICLOUD_ASSUME_ROLE_ARN", ...OIDC_ROLE_ARN] as const;
const SESSION_NAME = [
  "ALICLOUD_ASSUME_ROLE_SESSION_NAME",
  "ALIBABA_CLOUD_ROLE_SESSION_NAME",
  "ALIBABACLOUD_ROLE_SESSION_NAME",
];

const variables: RoleVariables = {
  withKeys: {
    roleArn: ROLE_ARN,
    sessionName: SESSION_NAME,
    sessionDuration: ["ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION"],
    externalId: ["ALIBABA_CLOUD_EXTERNAL_ID", "ALIBABACLOUD_EXTERNAL_ID"],
  },
  withToken: {
    roleArn: OIDC_ROLE_ARN,
    sessionName: SESSION_NAME,
    provider: OIDC_PROVIDER,
    token: [OIDC_TOKEN],
    tokenFile: OIDC_TOKEN_FILE,
  },
  host: (env) =>
    stsHost({
      endpoint: firstSet(env, ["ALIBABA_CLOUD_STS_ENDPOINT"]),
      region: firstSet(env, ["ALIBABA_CLOUD_STS_REGION"]),
      vpc: isOn(env, "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"),
    }),
};

/** A host of STS. Source: @alicloud/credentials, ram_role_arn; the command line tool, resolveSTSEndpoint. */
export function stsHost({
  endpoint,
  region,
  vpc,
}: {
  readonly endpoint?: string;
  readonly region?: string;
  readonly vpc?: boolean;
}): string | undefined {
  if (endpoint) return endpoint.replace(/^https?:\/\//, "").replace(/\/$/, "");
  return region && `${vpc ? "sts-vpc" : "sts"}.${region}.aliyuncs.com`;
}

/** A role that the variables of ACK's RRSA ask for. */
export const tokenRole: KeySource = {
  title: `A role by token (ACK's RRSA, GitHub Actions): \`${OIDC_ROLE_ARN[0]}\`, \`${OIDC_PROVIDER[0]}\` and \`${OIDC_TOKEN_FILE[0]}\` together.`,
  tried: `${OIDC_TOKEN_FILE[0]} (not set)`,
  recipe: (env) => tokenRoleIn(variables, env, [OIDC, OIDC_PROVIDER], [OIDC_ROLE_ARN]),
};

/** Keys from a program near by. */
export const credentialsUri: KeySource = {
  title:
    "`ALIBABA_CLOUD_CREDENTIALS_URI`, `ALICLOUD_CREDENTIALS_URI`: plain http to this machine or its link.",
  tried: "ALIBABA_CLOUD_CREDENTIALS_URI (not set)",
  recipe(env) {
    const found = firstVariable(env, ["ALIBABA_CLOUD_CREDENTIALS_URI", "ALICLOUD_CREDENTIALS_URI"]);
    return found && { kind: "uri", uri: found.value, askedBy: found.name };
  },
};

/** The role of the ECS instance that this runs on. */
export const instanceRole: KeySource = {
  title:
    "The RAM role of the ECS instance; `ALIBABA_CLOUD_ECS_METADATA` or `ALICLOUD_ECS_ROLE_NAME` may name it, `ALIBABA_CLOUD_ECS_METADATA_DISABLED=true` turns it off.",
  tried: "the metadata server (turned off by ALIBABA_CLOUD_ECS_METADATA_DISABLED)",
  recipe(env) {
    if (isOn(env, "ALIBABA_CLOUD_ECS_METADATA_DISABLED")) return undefined;
    const asked = firstVariable(env, ["ALICLOUD_ECS_ROLE_NAME", "ALIBABA_CLOUD_ECS_METADATA"]);
    return { kind: "instance", roleName: asked?.value, askedBy: asked?.name };
  },
};

export const roles: RoleSources = {
  // Source: STS, GetCallerIdentity.
  whose: { action: "GetCallerIdentity", account: "AccountId" },
  stsVersion: "2015-04-01",
  stsHost: "sts.aliyuncs.com",
  variables,

  // The vendor's tools assume no role of the environment with keys that they were given otherwise.
  fromEnvironment(env, beside) {
    if (beside === "given") return undefined;
    // The same variable names the role of a token: then it is not for keys.
    const isOfToken = firstSet(env, OIDC_PROVIDER) && firstSet(env, OIDC);
    const asked = firstVariable(env, isOfToken ? ROLE_ARN.slice(0, 1) : ROLE_ARN);
    return asked && { askedBy: asked.name, settings: {} };
  },

  sts: () => (require("./sts") as typeof import("./sts")).sts,
  keyFields: {
    accessKey: "AccessKeyId",
    secretKey: "AccessKeySecret",
    token: "SecurityToken",
    expiry: ["Expiration"],
  },
  metadata: {
    address: "http://100.100.100.200",
    path: "/latest/meta-data/ram/security-credentials/",
    remedy: "Attach a RAM role to this ECS instance, or give keys in another way.",
    headers: (...asked) => (require("./ecs-metadata") as typeof import("./ecs-metadata")).headers(...asked),
  },
};
