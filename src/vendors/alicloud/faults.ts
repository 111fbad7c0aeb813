import type { Fault } from "../../clouds/call";
import { arg, type Message, message } from "../../core/message";
import type { BackupOperation, Fallback } from "../../listings/listing";

/**
 * Meanings of Alibaba Cloud's error codes; the first match counts. The HTTP status is not enough: a throttle has 400 in
 * the documents, and 429 or 503 from gateways. Sources: "Common error codes"; STS 2015-04-01, error codes; the tables
 * of RDS, PolarDB ("client error codes") and MongoDB with the vendor's own spelling; r-kvstore error center;
 * DescribeBackups, error codes.
 */
const MEANINGS: readonly (readonly [RegExp, Fault["kind"]])[] = [
  [/^Throttling|\.Throttling$/, "throttled"],
  [/^I(?:nvalidTimeStamp|llegalTimestamp)/, "skew"],
  // The next attempt has another nonce.
  [/^SignatureNonceUsed$/, "unavailable"],
  [
    /^(?:SignatureDoesNotMatch|IncompleteSignature|InvalidAccessKeyId|InvalidSecurityToken|MissingSecurityToken|InvalidAccessKeySecret)/,
    "credentials",
  ],
  [/^AuthenticationFail\./, "credentials"],
  [/^EntityNotExist\.Role/, "denied"],
  [/^Forbidden\.(?:Instance|Cluster)NotFound$/, "not-found"],
  // The instance is being created, changed or locked.
  [/^(?:Incorrect|OperationDenied\.)\w*(?:State|Status|LockMode)/, "unavailable"],
  [/^(?:Forbidden|Forbedden|NoPermission|Unauthorized|ActionUnauthorized|OperationDenied)/, "denied"],
  // The account's owner must act first.
  [/^(?:InsufficientBalance|RealNameAuthenticationError)/, "denied"],
  [/^Invalid(?:D[Bb])?(?:Cluster|Instance|Id).*(?:NotFound|NotExist)/, "not-found"],
  [/^(?:ServiceUnavailable|Internal|SystemBusy|OperationConflict)/, "unavailable"],
  [/^(?:UnknownError|LockTimeout|ProxyError)$/, "unavailable"],
  [/^(?:Invalid|Missing|Unsupported|Incorrect|InstanceType)/, "usage"],
];

/** Codes for an operation that does not list instances of this kind. */
const WRONG_OPERATION = /^(?:IncorrectDBInstanceType|InvalidClusterInstance)/;

/** After that refusal: the operation that an argument asks for. Only it is left, so nothing needs to be looked up. */
export function insteadOfTheUsual({ askedBy = "", lacks = [] }: BackupOperation): Fallback {
  return {
    refusal: WRONG_OPERATION,
    givenBy: [askedBy, ...lacks],
    find: () => ({ arguments: { [askedBy]: true } }),
  };
}

/** Hints for codes with a special remedy. */
const HINTS: readonly (readonly [RegExp, Message])[] = [
  [
    /^MissingNodeId/,
    message`A sharded instance is listed shard by shard: give the IDs of all shards in ${arg("nodeIds")}.`,
  ],
  [
    WRONG_OPERATION,
    message`A cloud-native cluster needs ${arg("clusterBackups")}, any other instance is listed without it.`,
  ],
  // No permission helps here.
  [
    /^(?:InsufficientBalance|RealNameAuthenticationError)/,
    "Resolve with the vendor what its message says about the account.",
  ],
  [/^OperationDenied/, "The vendor's message says why it does not allow this for the instance."],
];

/** The hint for an error code; undefined if its meaning is enough. */
export function hintFor(code: string): Message | undefined {
  return HINTS.find(([pattern]) => pattern.test(code))?.[1];
}

/** Meaning of an error code; an unknown code is not retried. */
export function meaningOf(code: string): Fault["kind"] {
  return MEANINGS.find(([pattern]) => pattern.test(code))?.[1] ?? "invalid-response";
}
