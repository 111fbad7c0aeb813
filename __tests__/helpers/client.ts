import { BackupsClient, BackupsError, type ClientOptions, type TestingOptions } from "../../src/client";
import type { CloudSettings } from "../../src/clouds/cloud";

/** Keys of no account, easy to find in a text that must not hold them. */
export const testKeys = {
  accessKey: "AKtestKEY0123456789",
  secretKey: "SKtestSECRET9876543210",
  securityToken: "TOKENtest/+=abcdef",
} as const;

/** The same keys in every vendor's variables. */
export const testKeysInEnvironment = {
  TENCENTCLOUD_SECRET_ID: testKeys.accessKey,
  TENCENTCLOUD_SECRET_KEY: testKeys.secretKey,
  TENCENTCLOUD_TOKEN: testKeys.securityToken,
  ALIBABA_CLOUD_ACCESS_KEY_ID: testKeys.accessKey,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: testKeys.secretKey,
  ALIBABA_CLOUD_SECURITY_TOKEN: testKeys.securityToken,
  JDCLOUD_ACCESS_KEY: testKeys.accessKey,
  JDCLOUD_SECRET_KEY: testKeys.secretKey,
  JDCLOUD_SECURITY_TOKEN: testKeys.securityToken,
} as const;

/** A client that asks one address for everything and knows nothing of the machine it runs on. */
export function clientOf(
  url: string,
  { now, http, env = {}, home = "/nowhere", ...options }: ClientOptions & TestingOptions = {},
  settings: CloudSettings = {},
): BackupsClient {
  const { accessKey, secretKey } = testKeys;
  const cloud: CloudSettings = { accessKey, secretKey, endpoint: url, ...settings };
  return new BackupsClient({
    tencentcloud: cloud,
    alicloud: cloud,
    jdcloud: cloud,
    testing: { now, http, env, home },
    maxRetries: 0,
    timeout: 60,
    ...options,
  });
}

/** The BackupsError that a promise is rejected with; fails for any other outcome. */
export async function refusalOf(promise: Promise<unknown>): Promise<BackupsError> {
  const outcome = await promise.then(
    () => "no error",
    (error: unknown) => error,
  );
  if (outcome instanceof BackupsError) return outcome;
  throw outcome instanceof Error ? outcome : new Error(`expected a BackupsError, got ${String(outcome)}`);
}

/** The BackupsError that a call throws; fails for any other outcome. */
export function thrownBy(call: () => unknown): BackupsError {
  try {
    call();
  } catch (error) {
    if (error instanceof BackupsError) return error;
    throw error;
  }
  throw new Error("expected a BackupsError, and nothing was thrown");
}
