/** Roles of Alibaba Cloud, as the environment and settings ask for them. */

import { completeRole, partsOfTokenRole } from "../../../clouds/complete-role";
import type { KeySource, RoleSources, RoleVariables } from "../../../clouds/credential-sources";
import { firstNameSet, firstSet, incomplete, isOn } from "../../../clouds/environment";
import type { OidcRole } from "../../../clouds/keys";

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
  recipe(env) {
    const askedBy = firstNameSet(env, OIDC);
    const provider = firstNameSet(env, OIDC_PROVIDER);
    if (!askedBy && !provider) return undefined;
    const role = partsOfTokenRole(variables, {}, env);
    const hint = `Set all of ${OIDC_ROLE_ARN[0]}, ${OIDC_PROVIDER[0]} and ${OIDC_TOKEN_FILE[0]}, or none.`;
    if (!askedBy) throw incomplete(String(provider), OIDC_TOKEN_FILE[0], hint);
    if (!provider) throw incomplete(askedBy, OIDC_PROVIDER[0], hint);
    if (!role.roleArn) throw incomplete(askedBy, OIDC_ROLE_ARN[0], hint);
    return { kind: "oidc", role: role as OidcRole, askedBy };
  },
};

/** Keys from a program near by. */
export const credentialsUriSource: KeySource = {
  title:
    "`ALIBABA_CLOUD_CREDENTIALS_URI`, `ALICLOUD_CREDENTIALS_URI`: plain http to this machine or its link.",
  tried: "ALIBABA_CLOUD_CREDENTIALS_URI (not set)",
  recipe(env) {
    const names = ["ALIBABA_CLOUD_CREDENTIALS_URI", "ALICLOUD_CREDENTIALS_URI"];
    const askedBy = firstNameSet(env, names);
    return askedBy ? { kind: "uri", uri: String(firstSet(env, [askedBy])), askedBy } : undefined;
  },
};

/** The role of the ECS instance that this runs on. */
export const instanceRole: KeySource = {
  title:
    "The RAM role of the ECS instance; `ALIBABA_CLOUD_ECS_METADATA` or `ALICLOUD_ECS_ROLE_NAME` may name it, `ALIBABA_CLOUD_ECS_METADATA_DISABLED=true` turns it off.",
  tried: "the metadata server (turned off by ALIBABA_CLOUD_ECS_METADATA_DISABLED)",
  recipe(env) {
    if (isOn(env, "ALIBABA_CLOUD_ECS_METADATA_DISABLED")) return undefined;
    const askedBy = firstNameSet(env, ["ALICLOUD_ECS_ROLE_NAME", "ALIBABA_CLOUD_ECS_METADATA"]);
    return { kind: "instance", roleName: askedBy && firstSet(env, [askedBy]), askedBy };
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
    const askedBy = firstNameSet(env, ROLE_ARN);
    if (!askedBy) return undefined;
    // The same variable names the role of a token: then it is not for keys.
    const isOfToken = firstSet(env, OIDC_PROVIDER) && firstSet(env, OIDC);
    if (isOfToken && askedBy !== ROLE_ARN[0]) return undefined;
    const role = completeRole(variables, {}, env);
    return role && { role, askedBy };
  },

  sts: () => (require("./sts") as typeof import("./sts")).sts,
  ofInstance: (...asked) =>
    (require("./ecs-ram-role") as typeof import("./ecs-ram-role")).ecsRamRole(...asked),
  fromUri: (...asked) =>
    (require("./credentials-uri") as typeof import("./credentials-uri")).credentialsUri(...asked),
};
