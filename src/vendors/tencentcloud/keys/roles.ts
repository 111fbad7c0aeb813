/** Roles of Tencent Cloud, as the environment and settings ask for them. */

import { completeRole, partsOfTokenRole, SESSION } from "../../../clouds/complete-role";
import type { Environment, KeySource, RoleSources, RoleVariables } from "../../../clouds/credential-sources";
import { allOrNone, firstNameSet, firstSet, incomplete } from "../../../clouds/environment";
import type { OidcRole } from "../../../clouds/keys";
import { BackupsError } from "../../../core/errors";

/** Variables of the Terraform provider. */
const PREFIX = "TENCENTCLOUD_ASSUME_ROLE_";
/** Names of the Terraform provider, then of tccli; neither assumes a role without a name for the session. */
const PAIRS = [
  { arn: `${PREFIX}ARN`, session: `${PREFIX}SESSION_NAME` },
  { arn: "TENCENTCLOUD_ROLE_ARN", session: "TENCENTCLOUD_ROLE_SESSION_NAME" },
] as const;
/** The token itself. */
export const WEB_IDENTITY_TOKEN = `${PREFIX}WEB_IDENTITY_TOKEN`;
const WEB_IDENTITY_TOKEN_FILE = `${PREFIX}WEB_IDENTITY_TOKEN_FILE`;

const common = {
  roleArn: [PAIRS[0].arn],
  sessionName: [PAIRS[0].session],
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
const TKE = ["TKE_WEB_IDENTITY_TOKEN_FILE", "TKE_ROLE_ARN", "TKE_PROVIDER_ID"] as const;

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
  const name = firstNameSet(env, UNSUPPORTED);
  if (!name) return;
  throw new BackupsError(
    "credentials",
    `${name} asks for keys by SAML or a second factor, which is not supported: any other keys would belong to another identity`,
    { hint: `Unset ${name}, and put temporary keys into the environment, or use a role by token.` },
  );
}

/** ARN and session's name of the environment, and the variable that asks. */
function pairFrom(env: Environment, beside: "given" | "found") {
  // The Terraform provider assumes its role with keys of its block too.
  for (const { arn, session } of beside === "given" ? PAIRS.slice(0, 1) : PAIRS) {
    const [roleArn, sessionName] = [firstSet(env, [arn]), firstSet(env, [session])];
    if (roleArn && sessionName) return { roleArn, sessionName, askedBy: arn };
    // The vendor's own tools would go on without the role, in another account.
    if (roleArn) throw incomplete(arn, session, `Set both ${arn} and ${session}, or neither.`);
  }
  return undefined;
}

/** A role that a token opens, by the Terraform provider's variables. They win over keys, as there. */
export const webIdentity: KeySource = {
  title: `A role by token (GitHub Actions): \`${PAIRS[0].arn}\` with \`${WEB_IDENTITY_TOKEN}\` or \`${WEB_IDENTITY_TOKEN_FILE}\`.`,
  tried: `${WEB_IDENTITY_TOKEN_FILE} (not set)`,
  recipe(env) {
    refuseUnsupported(env);
    const askedBy = firstNameSet(env, [WEB_IDENTITY_TOKEN, WEB_IDENTITY_TOKEN_FILE]);
    if (!askedBy) return undefined;
    const role = partsOfTokenRole(variables, {}, env);
    if (!role.roleArn) throw incomplete(askedBy, PAIRS[0].arn, `Set both, or unset ${askedBy}.`);
    return { kind: "oidc", role: role as OidcRole, askedBy };
  },
};

/** The role of a pod of TKE. */
export const podRole: KeySource = {
  title: `The role of a TKE pod: \`${TKE[0]}\`, \`${TKE[1]}\` and \`${TKE[2]}\` together.`,
  tried: `${TKE[0]} (not set)`,
  recipe(env) {
    const asked = allOrNone(env, TKE);
    const [tokenFile = "", roleArn = "", provider = ""] = asked ?? [];
    return (
      asked && { kind: "oidc", role: { roleArn, provider, tokenFile, sessionName: SESSION }, askedBy: TKE[0] }
    );
  },
};

/** The role of the CVM instance that this runs on, by its name. It wins over keys, as in the Terraform provider. */
export const namedInstanceRole: KeySource = {
  title: "The role of the CVM instance that `TENCENTCLOUD_CAM_ROLE_NAME` names.",
  tried: "TENCENTCLOUD_CAM_ROLE_NAME (not set)",
  recipe(env) {
    const askedBy = "TENCENTCLOUD_CAM_ROLE_NAME";
    const roleName = firstSet(env, [askedBy]);
    return roleName === undefined ? undefined : { kind: "instance", roleName, askedBy };
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
    const asked = pairFrom(env, beside);
    if (!asked) return undefined;
    const { askedBy, ...settings } = asked;
    const role = completeRole(variables, settings, env);
    return role && { role, askedBy };
  },

  sts: () => (require("./sts") as typeof import("./sts")).sts,
  ofInstance: (...asked) => (require("./cvm-role") as typeof import("./cvm-role")).cvmRole(...asked),
};
