/** Common parts of calls to Alibaba Cloud's STS. Source: STS 2015-04-01; @alicloud/credentials. */
import type { Means, StsCall } from "../../../clouds/cloud";
import { field } from "../../../clouds/envelope";
import type { Credentials } from "../../../clouds/keys";
import { fromTimestamp, temporaryKeys, unlikeKeys } from "../../../clouds/temporary-keys";

/** Names in every answer that holds temporary keys. */
export const KEY_FIELDS = {
  accessKey: "AccessKeyId",
  secretKey: "AccessKeySecret",
  token: "SecurityToken",
} as const;

/** Asks STS for the keys of a session. */
export async function askForSession(means: Means, call: StsCall): Promise<Credentials> {
  const answer = await means.askSts(call);
  const keys = field(answer, "Credentials");
  const expiresAt = fromTimestamp(field(keys, "Expiration"));
  if (!expiresAt) throw unlikeKeys("STS", "its answer has no Expiration");
  return temporaryKeys(keys, KEY_FIELDS, expiresAt, "STS");
}
