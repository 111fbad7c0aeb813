/** Common parts of calls to Tencent Cloud's STS. Source: STS 2018-08-13; tencentcloud-sdk-nodejs, credential.js. */
import type { Cloud, Fault, Means, StsCall } from "../../../clouds/cloud";
import { field, fromUnixSeconds } from "../../../clouds/envelope";
import type { Credentials } from "../../../clouds/keys";
import { fromTimestamp, temporaryKeys, unlikeKeys } from "../../../clouds/temporary-keys";

export const KEY_FIELDS = { accessKey: "TmpSecretId", secretKey: "TmpSecretKey", token: "Token" } as const;

/** Codes that look like the vendor's own failure, and are about the role: asking again would not help. Source: STS, error codes. */
const ABOUT_THE_ROLE: readonly string[] = ["InternalError.GetRoleError", "InternalError.IllegalRole"];

function aboutTheRole(fault: Fault): Fault {
  return ABOUT_THE_ROLE.includes(fault.vendorCode) ? { ...fault, kind: "denied" } : fault;
}

/** When a session ends. */
export function expiryIn(answer: unknown): Date | undefined {
  return fromUnixSeconds(field(answer, "ExpiredTime")) ?? fromTimestamp(field(answer, "Expiration"));
}

/** Asks STS for the keys of a session. */
export async function askForSession(means: Means, { cloud, ...call }: StsCall): Promise<Credentials> {
  const ofSts: Cloud = {
    ...cloud,
    open(body, response) {
      const opened = cloud.open(body, response);
      return opened && "fault" in opened ? { fault: aboutTheRole(opened.fault) } : opened;
    },
  };
  const answer = await means.askSts({ ...call, cloud: ofSts });
  const expiresAt = expiryIn(answer);
  if (!expiresAt) throw unlikeKeys("STS", "its answer has no ExpiredTime");
  return temporaryKeys(field(answer, "Credentials"), KEY_FIELDS, expiresAt, "STS");
}
