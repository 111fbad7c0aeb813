/** The ways to keys that both files of Alibaba Cloud's tools have. */
import { SESSION } from "../../../clouds/complete-role";
import { held, type Profile } from "../../../clouds/credential-file";
import type { Credentials, Recipe, Role } from "../../../clouds/keys";

/** Names of fields that the files write in different ways. */
export interface FieldNames {
  readonly token: string;
  readonly roleArn: string;
  readonly sessionName: string;
  /** Seconds of a session with keys, and of one with a token. */
  readonly seconds: string;
  readonly tokenSeconds: string;
  /** The role of the machine. */
  readonly roleName: string;
  readonly tokenFile: string;
}

/**
 * Gets keys by a profile.
 *
 * @param kind what the profile says of the way, such as `mode RamRoleArn`
 * @param before names of the profiles that led to it
 */
export type Way = (profile: Profile, kind: string, before: readonly string[]) => Recipe | undefined;

export function waysOf(names: FieldNames, moreOf: (profile: Profile) => Partial<Role>) {
  const roleIn = (profile: Profile, kind: string): Role => ({
    roleArn: profile.required(names.roleArn, kind),
    sessionName: profile.optional(names.sessionName) ?? SESSION,
    sessionDuration: profile.seconds(names.seconds),
    ...moreOf(profile),
  });
  const ways = {
    keysIn: (profile: Profile): Credentials | undefined =>
      profile.keys("access_key_id", "access_key_secret", names.token),

    /** A profile that was switched to permanent keys may still have the token of the temporary ones. */
    permanentKeys(profile: Profile): Recipe | undefined {
      const keys = ways.keysIn(profile);
      return held(keys && { ...keys, securityToken: undefined });
    },

    sessionKeys(profile: Profile, kind: string): Recipe | undefined {
      const keys = ways.keysIn(profile);
      if (keys) profile.required(names.token, kind);
      return held(keys);
    },

    roleWith: (from: Recipe, profile: Profile, kind: string): Recipe => ({
      kind: "role",
      role: roleIn(profile, kind),
      from,
      askedBy: profile.askedBy,
    }),

    roleWithKeys(profile: Profile, kind: string): Recipe {
      const keys = held(ways.keysIn(profile));
      if (!keys) throw profile.lacking("access_key_id", kind);
      return ways.roleWith(keys, profile, kind);
    },

    roleOfInstance: (profile: Profile): Recipe => ({
      kind: "instance",
      roleName: profile.optional(names.roleName),
      askedBy: profile.askedBy,
    }),

    roleWithToken: (profile: Profile, kind: string): Recipe => ({
      kind: "oidc",
      role: {
        ...roleIn(profile, kind),
        sessionDuration: profile.seconds(names.tokenSeconds),
        provider: profile.required("oidc_provider_arn", kind),
        tokenFile: profile.required(names.tokenFile, kind),
      },
      askedBy: profile.askedBy,
    }),
  };
  return ways;
}
