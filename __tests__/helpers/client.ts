import { BackupsClient, type ClientOptions, type TestingOptions } from "../../src/client";
import type { CloudSettings } from "../../src/clouds/cloud";

export { refusalOf, thrownBy } from "./refusals";

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
