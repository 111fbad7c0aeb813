/** Roles of Tencent Cloud, as the environment and settings ask for them. */

import { tokenRoleIn } from "../../../clouds/complete-role";
import type { Environment, KeySource, RoleSources, RoleVariables } from "../../../clouds/credential-sources";
import { allOrNone, firstSet, firstVariable } from "../../../clouds/environment";
import { BackupsError } from "../../../core/errors";

/** Variables of the Terraform provider. */
const PREFIX = "TENCENTCLOUD_ASSUME_ROLE_";
/** Names of the Terraform provider, then of tccli; neither assumes a role without a name for the session. */
const [ARN, SESSION_NAME] = [`${PREFIX}ARN`, `${PREFIX}SESSION_NAME`];
const PAIRS = [
  [ARN, SESSION_NAME],
  ["TENCENTCLOUD_ROLE_ARN", "TENCENTCLOUD_ROLE_SESSION_NAME"],
] as const;
/** The token itself. */
export const WEB_IDENTITY_TOKEN = `${PREFIX}WEB_IDENTITY_TOKEN`;
const WEB_IDENTITY_TOKEN_FILE = `${PREFIX}WEB_IDENTITY_TOKEN_FILE`;

const common = {
  roleArn: [ARN],
  sessionName: [SESSION_NAME],
  sessionDuration: [`${PREFIX}SESSION_DURATION`],
};
const variables: RoleVariables = {
  withKeys: {
    ...common,
    externalId: [`${PREFIX}EXTERNAL_ID`],
    sourceIdentity: [`${PREFIX}SOURCE_IDENTITY`],
  },
  withToken: {
    ...common,
    provider: [`${PREFIX}PROVIDER_ID`],
    token: [WEB_IDENTITY_TOKEN],
    tokenFile: [WEB_IDENTITY_TOKEN_FILE],
  },
  // Source: the Terraform provider, provider_id.
  defaultProvider: "OIDC",
};

/** What a pod of TKE gets. Source: tencentcloud-sdk-nodejs, OIDCRoleArnCredential. */
const TKE = {
  tokenFile: ["TKE_WEB_IDENTITY_TOKEN_FILE"],
  roleArn: ["TKE_ROLE_ARN"],
  provider: ["TKE_PROVIDER_ID"],
} as const;

/** Ways to keys that need a person, or a program's answer. Source: the Terraform provider. */
const UNSUPPORTED = [
  `${PREFIX}SAML_ASSERTION`,
  `${PREFIX}PRINCIPAL_ARN`,
  `${PREFIX}SERIAL_NUMBER`,
  `${PREFIX}TOKEN_CODE`,
  "TENCENTCLOUD_MFA_CERTIFICATION_SERIAL_NUMBER",
  "TENCENTCLOUD_MFA_CERTIFICATION_TOKEN_CODE",
] as const;

/** @throws BackupsError `credentials` if the environment asks for an identity that cannot be had */
function refuseUnsupported(env: Environment): void {
  const name = firstVariable(env, UNSUPPORTED)?.name;
  if (!name) return;
  throw new BackupsError(
    "credentials",
    `${name} asks for keys by SAML or a second factor, which is not supported: any other keys would belong to another identity`,
    { hint: `Unset ${name}, and put temporary keys into the environment, or use a role by token.` },
  );
}

/** A role that a token opens, by the Terraform provider's variables. They win over keys, as there. */
export const webIdentity: KeySource = {
  title: `A role by token (GitHub Actions): \`${ARN}\` with \`${WEB_IDENTITY_TOKEN}\` or \`${WEB_IDENTITY_TOKEN_FILE}\`.`,
  tried: `${WEB_IDENTITY_TOKEN_FILE} (not set)`,
  recipe(env) {
    refuseUnsupported(env);
    return tokenRoleIn(variables, env, [[WEB_IDENTITY_TOKEN, WEB_IDENTITY_TOKEN_FILE]], [[ARN]]);
  },
};

/** The role of a pod of TKE. */
export const podRole: KeySource = {
  title: `The role of a TKE pod: \`${TKE.tokenFile}\`, \`${TKE.roleArn}\` and \`${TKE.provider}\` together.`,
  tried: `${TKE.tokenFile} (not set)`,
  recipe: (env) => tokenRoleIn({ withKeys: {}, withToken: TKE }, env, Object.values(TKE)),
};

/** The role of the CVM instance that this runs on, by its name. It wins over keys, as in the Terraform provider. */
export const namedInstanceRole: KeySource = {
  title: "The role of the CVM instance that `TENCENTCLOUD_CAM_ROLE_NAME` names.",
  tried: "TENCENTCLOUD_CAM_ROLE_NAME (not set)",
  recipe(env) {
    const asked = firstVariable(env, ["TENCENTCLOUD_CAM_ROLE_NAME"]);
    return asked && { kind: "instance", roleName: asked.value, askedBy: asked.name };
  },
};

/** The role of the CVM instance that this runs on, which nobody asked for. */
export const instanceRole: KeySource = {
  title: "The role of the CVM instance.",
  tried: "the metadata server",
  recipe: () => ({ kind: "instance" }),
};

export const roles: RoleSources = {
  // Source: STS, GetCallerIdentity.
  whose: { action: "GetCallerIdentity", account: "AccountId" },
  stsVersion: "2018-08-13",
  variables,

  fromEnvironment(env, beside) {
    // The Terraform provider assumes its role with keys of its block too.
    for (const [arn, session] of beside === "given" ? PAIRS.slice(0, 1) : PAIRS) {
      // Without a name for the session, the vendor's own tools go on without the role, in another account.
      const askedBy = allOrNone(env, [[arn]], [[session]]);
      if (askedBy)
        return {
          askedBy,
          settings: { roleArn: firstSet(env, [arn]), sessionName: firstSet(env, [session]) },
        };
    }
    return undefined;
  },

  sts: () => (require("./sts") as typeof import("./sts")).sts,
  keyFields: {
    accessKey: "TmpSecretId",
    secretKey: "TmpSecretKey",
    token: "Token",
    expiry: ["ExpiredTime", "Expiration"],
  },
  // Source: CVM, "Managing roles"; tencentcloud-sdk-nodejs, cvm_role_credential.js.
  metadata: {
    address: "http://metadata.tencentyun.com",
    path: "/latest/meta-data/cam/security-credentials/",
    remedy: "Bind a role to this CVM instance, or give keys in another way.",
  },
};
