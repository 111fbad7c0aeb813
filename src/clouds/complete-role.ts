/** Completes roles from the environment. Pure. */
import { usageError } from "../core/errors";
import type { Environment, RoleVariables } from "./credential-sources";
import { allOrNone, firstSet } from "./environment";
import type { OidcRoleSettings, Recipe, Role, RoleSettings } from "./keys";

/** The session's name in the vendor's audit log, by default. */
export const SESSION = "cdktf-backups";

/** A number of seconds; undefined for anything else, so that the vendor's default applies. */
function seconds(text: string | undefined): number | undefined {
  return text && /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}

/** What is known of a role. */
export function completeRole(
  { defaultProvider, host, ...variables }: RoleVariables,
  how: "withKeys" | "withToken",
  settings: RoleSettings & OidcRoleSettings,
  env: Environment,
): Partial<Role> {
  const found = (part: keyof Role) => firstSet(env, variables[how][part] ?? []);
  return {
    ...settings,
    roleArn: settings.roleArn ?? found("roleArn"),
    sessionName: settings.sessionName ?? found("sessionName") ?? SESSION,
    sessionDuration: settings.sessionDuration ?? seconds(found("sessionDuration")),
    externalId: settings.externalId ?? found("externalId"),
    sourceIdentity: settings.sourceIdentity ?? found("sourceIdentity"),
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
): Recipe {
  const role = completeRole(variables, "withToken", settings, env);
  const missing =
    (!role.roleArn && "roleArn") ||
    (!role.provider && "provider") ||
    (!role.token && !role.tokenFile && "tokenFile");
  if (!missing) return { kind: "oidc", role: role as Role, askedBy: "assumeRoleWithOidc" };
  throw usageError(
    "assumeRoleWithOidc",
    `lacks ${missing}; expected the role, its identity provider, and a file that holds the token`,
    `Give it, or set ${variables.withToken[missing]?.[0]}.`,
  );
}

/**
 * A role to assume with a token, from the environment. The parameters are those of {@link allOrNone}.
 *
 * @throws BackupsError `credentials` if it is only partly set
 */
export function tokenRoleIn(
  variables: RoleVariables,
  env: Environment,
  ...needed: readonly [asking: readonly (readonly string[])[], further?: readonly (readonly string[])[]]
): Recipe | undefined {
  const askedBy = allOrNone(env, ...needed);
  if (!askedBy) return undefined;
  return { kind: "oidc", role: completeRole(variables, "withToken", {}, env) as Role, askedBy };
}
