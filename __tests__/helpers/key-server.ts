import { cloud as alicloud } from "../../src/emulator/alicloud/cloud";
import { Refusal } from "../../src/emulator/cloud";
import { readForm } from "../../src/emulator/request";
import { cloud as tencentcloud } from "../../src/emulator/tencentcloud/cloud";
import { type EmulatorCredentials, Verifier } from "../../src/emulator/verifier";
import type { Answer, Reply, SeenRequest } from "./raw-server";

/** Keys that roles are assumed with. */
export const baseKeys = { accessKey: "BASEkeyID0123456789", secretKey: "BASEsecretKEY9876543210" } as const;

/** Keys that the servers give out. */
export const sessionKeys = {
  accessKey: "SESSIONkeyID01234567",
  secretKey: "SESSIONsecretKEY7654321",
  securityToken: "SESSIONtoken/+=fedcba",
} as const;

/** A token of an identity provider, in the form of a JWT. */
export const webToken = [
  { alg: "RS256" },
  { iss: "https://oidc.example.com", aud: "sts.aliyuncs.com", sub: "system:serviceaccount:prod:restore" },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .concat("SIGNATUREofTHEtoken")
  .join(".");

export const ACCOUNT = "100012345678";
const METADATA_TOKEN = "METADATAtoken==";

/** How a server of keys behaves. */
export interface KeyServerOptions {
  /** Seconds that keys last. @default 3600 */
  readonly lastsS?: number;
  /** The clock. @default the machine's */
  readonly now?: () => Date;
  /** Answers instead of the server, where it gives something. */
  readonly instead?: (request: SeenRequest) => Reply | undefined;
  /** Whether the metadata server knows the second version of its protocol alone. */
  readonly onlyV2?: boolean;
}

function expiryOf({ lastsS = 3600, now = () => new Date() }: KeyServerOptions) {
  const seconds = Math.floor(now().getTime() / 1000) + lastsS;
  return { seconds, text: new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z") };
}

/** Alibaba Cloud's answer. Source: ECS, instance RAM roles; STS 2015-04-01. */
function alicloudKeys(options: KeyServerOptions) {
  return {
    AccessKeyId: sessionKeys.accessKey,
    AccessKeySecret: sessionKeys.secretKey,
    SecurityToken: sessionKeys.securityToken,
    Expiration: expiryOf(options).text,
  };
}

/** Tencent Cloud's answer. Source: CVM, managing roles; STS 2018-08-13. */
function tencentcloudKeys() {
  const { accessKey, secretKey, securityToken } = sessionKeys;
  return { TmpSecretId: accessKey, TmpSecretKey: secretKey, Token: securityToken };
}

function metadata({ method, path, headers }: SeenRequest, options: KeyServerOptions): Reply | undefined {
  if (method === "PUT" && path === "/latest/api/token")
    return headers["x-aliyun-ecs-metadata-token-ttl-seconds"] ? { body: METADATA_TOKEN } : { status: 400 };
  const [, vendor, role] = /^\/latest\/meta-data\/(ram|cam)\/security-credentials\/(.*)$/.exec(path) ?? [];
  if (!vendor) return undefined;
  const isV2 = headers["x-aliyun-ecs-metadata-token"] === METADATA_TOKEN;
  if (vendor === "ram" && options.onlyV2 && !isV2) return { status: 403, body: "" };
  if (!role) return { body: "restore-role" };
  if (role !== "restore-role") return { status: 404, body: "" };
  const { seconds, text } = expiryOf(options);
  return vendor === "ram"
    ? { json: { Code: "Success", LastUpdated: text, ...alicloudKeys(options) } }
    : { json: { Code: "Success", ExpiredTime: seconds, Expiration: text, ...tencentcloudKeys() } };
}

/** STS of both vendors, told apart by their headers. Signatures are checked. */
function sts(request: SeenRequest, options: KeyServerOptions, verifier: Verifier): Reply | undefined {
  const { query, headers, target } = request;
  const isTencent = headers["x-tc-action"] !== undefined;
  const action = headers["x-tc-action"] ?? headers["x-acs-action"] ?? query.Action;
  if (!action) return undefined;
  const cloud = isTencent ? tencentcloud : alicloud;
  try {
    const isUnsigned = isTencent ? headers.authorization === "SKIP" : headers.authorization === undefined;
    const byToken = action === "AssumeRoleWithOIDC" || action === "AssumeRoleWithWebIdentity";
    if (!byToken || !isUnsigned) {
      const asked = { ...request, rawQuery: target.split("?")[1] ?? "", query: { ...query } };
      const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      const call = cloud.read({ ...asked, headers: plain }, []);
      cloud.authenticate({ ...asked, headers: plain }, call, "sts", verifier);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: cloud.failure(error, "r").status, json: cloud.failure(error, "r").body };
  }
  const { seconds, text } = expiryOf(options);
  if (isTencent) {
    if (action === "GetCallerIdentity")
      return { json: { Response: { AccountId: ACCOUNT, Type: "CAMRole", RequestId: "r" } } };
    return {
      json: {
        Response: { Credentials: tencentcloudKeys(), ExpiredTime: seconds, Expiration: text, RequestId: "r" },
      },
    };
  }
  if (action === "GetCallerIdentity")
    return { json: { AccountId: ACCOUNT, IdentityType: "AssumedRoleUser", RequestId: "r" } };
  return { json: { Credentials: alicloudKeys(options), AssumedRoleUser: {}, RequestId: "r" } };
}

/** Answers as the vendors' metadata servers and STS do, and as a credentials URI at `/keys`. */
export function keyServer(options: KeyServerOptions = {}): Answer {
  const accepted: EmulatorCredentials[] = [baseKeys, sessionKeys];
  const verifier = new Verifier(accepted, options.now ?? (() => new Date()));
  return (request) =>
    options.instead?.(request) ??
    metadata(request, options) ??
    (request.path === "/keys" ? { json: { Code: "Success", ...alicloudKeys(options) } } : undefined) ??
    sts(request, options, verifier) ?? { status: 404, body: "no such thing" };
}

/** A vendor's refusal by STS. */
export function stsRefusal(vendor: "alicloud" | "tencentcloud", code: string, message = code): Reply {
  return vendor === "alicloud"
    ? { status: 403, json: { Code: code, Message: message, RequestId: "r" } }
    : { json: { Response: { Error: { Code: code, Message: message }, RequestId: "r" } } };
}

/** What an STS call asked for. */
export function stsParameters({ query, headers, body, json }: SeenRequest): Record<string, unknown> {
  if (headers["x-tc-action"]) return { ...json };
  return { ...query, ...readForm(body) };
}

/** Which action an STS call asked for; undefined where it was none. */
export function stsAction({ query, headers }: SeenRequest): string | undefined {
  return (headers["x-tc-action"] ?? headers["x-acs-action"] ?? query.Action) as string | undefined;
}
