import { demoOf, type InstanceName } from "./api";
import { apis } from "./apis";
import type { EmulatorData } from "./data";
import type { EmulatorCredentials } from "./verifier";

/** The key pair that an emulator accepts by default. It is valid nowhere else. */
export const demoCredentials: Readonly<EmulatorCredentials> = {
  accessKey: "emulator-access-key",
  secretKey: "emulator-secret-key",
};

/** One built-in instance for each listing, whose newest restorable backup is last night's. */
export const demoInstances: readonly ({ readonly listing: string } & InstanceName)[] = apis.map((api) => ({
  listing: api.listing.name,
  ...api.demoInstance,
}));

/**
 * The built-in data: {@link demoInstances}, further kinds of instance, and those of the vendors' own documents with
 * the backups shown there. Backups are dated relative to `now`; the same time gives the same data.
 */
export function demoData(now: Date): EmulatorData {
  return { instances: apis.flatMap((api) => demoOf(api, now)) };
}
