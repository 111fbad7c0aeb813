/** Roles of Alibaba Cloud, as the environment and settings ask for them. */

import type { Environment, KeySource, RoleSources } from "../../../clouds/credential-sources";
import { firstNameSet, firstSet, incomplete, isOn } from "../../../clouds/environment";
import type { OidcRoleSettings, RecipeOf } from "../../../clouds/keys";
import { usageError } from "../../../core/errors";

/** Variables of the SDKs and the command line tool, and of the Terraform provider, which ask first. */
const ROLE_ARN = ["ALICLOUD_ASSUME_ROLE_ARN", "ALIBABA_CLOUD_ROLE_ARN", "ALIBABACLOUD_ROLE_ARN"] as const;
const SESSION_NAME = [
  "ALICLOUD_ASSUME_ROLE_SESSION_NAME",
  "ALIBABA_CLOUD_ROLE_SESSION_NAME",
  "ALIBABACLOUD_ROLE_SESSION_NAME",
];
const SESSION_DURATION = ["ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION"];
const EXTERNAL_ID = ["ALIBABA_CLOUD_EXTERNAL_ID", "ALIBABACLOUD_EXTERNAL_ID"];
/** The role of a token is never the Terraform provider's assume_role. */
const OIDC_ROLE_ARN = ["ALIBABA_CLOUD_ROLE_ARN", "ALIBABACLOUD_ROLE_ARN"] as const;
const OIDC_PROVIDER = ["ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABACLOUD_OIDC_PROVIDER_ARN"] as const;
const OIDC_TOKEN_FILE = ["ALIBABA_CLOUD_OIDC_TOKEN_FILE", "ALIBABACLOUD_OIDC_TOKEN_FILE"] as const;
/** The token itself. Source: the Terraform provider, assume_role_with_oidc. */
export const OIDC_TOKEN = "ALIBABA_CLOUD_OIDC_TOKEN";

/** The session's name in the vendor's audit log, by default. */
export const SESSION = "cdktf-backups";

/** The host of STS that the environment asks for; undefined for the vendor's central one. */
function hostFrom(env: Environment): string | undefined {
  return stsHost({
    endpoint: firstSet(env, ["ALIBABA_CLOUD_STS_ENDPOINT"]),
    region: firstSet(env, ["ALIBABA_CLOUD_STS_REGION"]),
    vpc: isOn(env, "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"),
  });
}

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

function durationFrom(env: Environment): number | undefined {
  const given = firstSet(env, SESSION_DURATION);
  return given && /^\d+$/.test(given) ? Number(given) : undefined;
}

/** A role by token, whose parts may come from settings and variables. */
function oidcRole(settings: OidcRoleSettings, env: Environment): Partial<RecipeOf<"oidc">["role"]> {
  return {
    roleArn: settings.roleArn ?? firstSet(env, OIDC_ROLE_ARN),
    provider: settings.provider ?? firstSet(env, OIDC_PROVIDER),
    token: settings.token ?? (settings.tokenFile ? undefined : firstSet(env, [OIDC_TOKEN])),
    tokenFile: settings.tokenFile ?? firstSet(env, OIDC_TOKEN_FILE),
    sessionName: settings.sessionName ?? firstSet(env, SESSION_NAME) ?? SESSION,
    sessionDuration: settings.sessionDuration,
    policy: settings.policy,
    host: hostFrom(env),
  };
}

/** A role that the variables of ACK's RRSA ask for. */
export const tokenRole: KeySource = {
  title: `A role by token (ACK's RRSA, GitHub Actions): \`${OIDC_ROLE_ARN[0]}\`, \`${OIDC_PROVIDER[0]}\` and \`${OIDC_TOKEN_FILE[0]}\` together.`,
  tried: `${OIDC_TOKEN_FILE[0]} (not set)`,
  recipe(env) {
    const askedBy = firstNameSet(env, [...OIDC_TOKEN_FILE, OIDC_TOKEN]);
    const provider = firstNameSet(env, OIDC_PROVIDER);
    if (!askedBy && !provider) return undefined;
    const role = oidcRole({}, env);
    const hint = `Set all of ${OIDC_ROLE_ARN[0]}, ${OIDC_PROVIDER[0]} and ${OIDC_TOKEN_FILE[0]}, or none.`;
    if (!askedBy) throw incomplete(String(provider), OIDC_TOKEN_FILE[0], hint);
    if (!provider) throw incomplete(askedBy, OIDC_PROVIDER[0], hint);
    if (!role.roleArn) throw incomplete(askedBy, OIDC_ROLE_ARN[0], hint);
    return { kind: "oidc", role: role as RecipeOf<"oidc">["role"], askedBy };
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

  // The vendor's tools assume no role of the environment with keys that they were given otherwise.
  fromEnvironment(env, beside) {
    if (beside === "given") return undefined;
    const askedBy = firstNameSet(env, ROLE_ARN);
    if (!askedBy) return undefined;
    // The same variable names the role of a token: then it is not for keys.
    const isOfToken = firstSet(env, OIDC_PROVIDER) && firstSet(env, [...OIDC_TOKEN_FILE, OIDC_TOKEN]);
    if (isOfToken && askedBy !== ROLE_ARN[0]) return undefined;
    const role = this.complete({}, env);
    return role && { role, askedBy };
  },

  complete(settings, env) {
    const roleArn = settings.roleArn ?? firstSet(env, ROLE_ARN);
    return roleArn === undefined
      ? undefined
      : {
          ...settings,
          roleArn,
          sessionName: settings.sessionName ?? firstSet(env, SESSION_NAME) ?? SESSION,
          sessionDuration: settings.sessionDuration ?? durationFrom(env),
          externalId: settings.externalId ?? firstSet(env, EXTERNAL_ID),
          host: hostFrom(env),
        };
  },

  completeOidc(settings, env) {
    const role = oidcRole(settings, env);
    const missing =
      (!role.roleArn && "roleArn") ||
      (!role.provider && "provider") ||
      (!role.token && !role.tokenFile && "tokenFile");
    if (missing)
      throw usageError(
        "assumeRoleWithOidc",
        `lacks ${missing}; expected the role, its identity provider, and a file that holds the token`,
        `Give it, or set ${OIDC_ROLE_ARN[0]}, ${OIDC_PROVIDER[0]} and ${OIDC_TOKEN_FILE[0]}.`,
      );
    return { kind: "oidc", role: role as RecipeOf<"oidc">["role"], askedBy: "assumeRoleWithOidc" };
  },

  sts: () => (require("./sts") as typeof import("./sts")).sts,
  ofInstance: (...asked) =>
    (require("./ecs-ram-role") as typeof import("./ecs-ram-role")).ecsRamRole(...asked),
  fromUri: (...asked) =>
    (require("./credentials-uri") as typeof import("./credentials-uri")).credentialsUri(...asked),
};
