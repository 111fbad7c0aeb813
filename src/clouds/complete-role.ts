/** Completes roles from the environment. Pure. */
import { usageError } from "../core/errors";
import type { Environment, RoleVariables } from "./credential-sources";
import { firstSet } from "./environment";
import type { OidcRole, OidcRoleSettings, RecipeOf, Role, RoleSettings } from "./keys";

/** The session's name in the vendor's audit log, by default. */
export const SESSION = "cdktf-backups";

/** A number of seconds; undefined for anything else, so that the vendor's default applies. */
function seconds(text: string | undefined): number | undefined {
  return text && /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}

/** A role to assume with keys; undefined without an ARN. */
export function completeRole(
  { withKeys, host }: RoleVariables,
  settings: RoleSettings,
  env: Environment,
): Role | undefined {
  const found = (part: keyof RoleSettings) => firstSet(env, withKeys[part] ?? []);
  const roleArn = settings.roleArn ?? found("roleArn");
  if (roleArn === undefined) return undefined;
  return {
    ...settings,
    roleArn,
    sessionName: settings.sessionName ?? found("sessionName") ?? SESSION,
    sessionDuration: settings.sessionDuration ?? seconds(found("sessionDuration")),
    externalId: settings.externalId ?? found("externalId"),
    sourceIdentity: settings.sourceIdentity ?? found("sourceIdentity"),
    host: host?.(env),
  };
}

/** What is known of a role to assume with a token. */
export function partsOfTokenRole(
  { withToken, defaultProvider, host }: RoleVariables,
  settings: OidcRoleSettings,
  env: Environment,
): Partial<OidcRole> {
  const found = (part: keyof OidcRoleSettings) => firstSet(env, withToken[part] ?? []);
  return {
    ...settings,
    roleArn: settings.roleArn ?? found("roleArn"),
    sessionName: settings.sessionName ?? found("sessionName") ?? SESSION,
    sessionDuration: settings.sessionDuration ?? seconds(found("sessionDuration")),
    provider: settings.provider ?? found("provider") ?? defaultProvider,
    token: settings.token ?? (settings.tokenFile ? undefined : found("token")),
    tokenFile: settings.tokenFile ?? found("tokenFile"),
    host: host?.(env),
  };
}

/**
 * A role to assume with a token, from settings.
 *
 * @throws BackupsError `usage` that names the missing part
 */
export function completeTokenRole(
  variables: RoleVariables,
  settings: OidcRoleSettings,
  env: Environment,
): RecipeOf<"oidc"> {
  const role = partsOfTokenRole(variables, settings, env);
  const missing =
    (!role.roleArn && "roleArn") ||
    (!role.provider && "provider") ||
    (!role.token && !role.tokenFile && "tokenFile");
  if (!missing) return { kind: "oidc", role: role as OidcRole, askedBy: "assumeRoleWithOidc" };
  throw usageError(
    "assumeRoleWithOidc",
    `lacks ${missing}; expected the role, its identity provider, and a file that holds the token`,
    `Give it, or set ${variables.withToken[missing]?.[0]}.`,
  );
}
