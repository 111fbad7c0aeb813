/** What a vendor's answer means: its content, or an error, and whether another attempt may help. Pure. */
import type { Fault, HttpRequest, HttpResponse } from "../clouds/call";
import type { Cloud } from "../clouds/cloud";
import type { Credentials } from "../clouds/keys";
import { secretsIn } from "../clouds/secrets";
import { BackupsError, type BackupsErrorCode, type KeptDetails, quotable } from "../core/errors";
import { parseJson, TooManyValues } from "../core/json";
import { MAX_ANSWER_VALUES } from "./answer-limits";
import type { Trouble } from "./retry";

/** A request that was sent, and whose keys signed it. */
interface Sent {
  readonly cloud: Cloud;
  readonly endpoint: URL;
  readonly credentials: Credentials;
  readonly request: HttpRequest;
  /** How far the date of its signature was moved, in milliseconds. */
  readonly signedSkewMs: number;
}

/** An attempt without a result. */
export interface Failure {
  readonly error: BackupsError;
  /** Set if another attempt may help. */
  readonly trouble?: Trouble;
  /** Whether the refusal is in the vendor's format. Nothing is learned from a gateway's answer. */
  readonly isVendors?: boolean;
  /** Set if the clock was refused: how far the server's clock is ahead. */
  readonly skewMs?: number;
}

/** Vendors' messages are cut here: some repeat the whole request. */
const MAX_MESSAGE_LENGTH = 400;
/** Vendors' codes and request IDs are much shorter. */
const MAX_REFERENCE_LENGTH = 100;

/**
 * Vendors tolerate 5 minutes (Tencent Cloud) to 15 (Alibaba Cloud); JD Cloud documents no number and has no code for
 * it. If the clocks differ by more than this, a refused key may be the clock's fault.
 */
export const TOLERATED_SKEW_MS = 4 * 60_000;

/** How JSON begins, whole or cut off. */
const JSON_BEGINS = /^\s*[{[]/;
/** How anything begins but a page for people. */
const NO_PAGE = /^\s*(?!\s|<(?:!doctype|html))/i;

/** Hint for an answer that is not the API's. */
export const NOT_THE_API = "Check the endpoint, and that no proxy or portal answers in its place.";

interface Meaning {
  /** Completes "the host …". */
  readonly means: string;
  readonly hint: (cloud: Cloud, credentials: Credentials) => string;
  readonly trouble?: Trouble;
}

/** The kinds of refusals. */
const REFUSALS: Readonly<Record<Exclude<Fault["kind"], "skew">, Meaning>> = {
  usage: {
    means: "refused an argument",
    hint: () => "Correct the argument that the message is about; check the instance ID and the region first.",
  },
  credentials: {
    means: "refused the credentials",
    hint: ({ credentialSources: { keys } }, { securityToken }) => {
      const check = `Check ${keys[0].accessKey} and ${keys[0].secretKey}, or the profile in use.`;
      if (!securityToken) return check;
      const variables = [...new Set(keys.flatMap((family) => family.securityToken))].join(", ");
      return (
        `${check} A session token was sent with the keys: if they are temporary, they may have expired; if they are ` +
        `permanent, unset it (${variables}, or where the keys come from).`
      );
    },
  },
  denied: {
    means: "denied the request",
    hint: () => "Grant these credentials the permission to list this instance's backups.",
  },
  "not-found": {
    means: "knows no such instance",
    hint: () => "Check the instance ID, the region, and the account that the credentials belong to.",
  },
  throttled: {
    means: "kept throttling",
    hint: () => "Run fewer lookups at once, or try again later.",
    trouble: "throttled",
  },
  unavailable: { means: "failed", hint: () => "Try again later.", trouble: "transient" },
  "invalid-response": {
    means: "refused with a code that this library does not know",
    hint: () => "Look the code up in the vendor's documents; if it is there, please report it, without keys.",
  },
};

/** The kind of a refusal by its HTTP status. */
function kindOf(status: number): "throttled" | "unavailable" | undefined {
  return status === 429 ? "throttled" : status >= 500 ? "unavailable" : undefined;
}

/** Secrets that a vendor's message may repeat from the request. */
function secretsOf({ credentials, request: { headers } }: Sent): readonly string[] {
  const authorization = Object.entries(headers).find(([name]) => name.toLowerCase() === "authorization")?.[1];
  const signature = /Signature=(\w+)/.exec(authorization ?? "")?.[1];
  return [...secretsIn(credentials), ...(signature ? [signature] : [])];
}

/** Parses an answer with the cloud's parser, or as JSON. */
function parse(cloud: Cloud, text: string): { readonly body?: unknown; readonly error?: unknown } {
  try {
    return { body: cloud.parse ? cloud.parse(text) : parseJson(text, MAX_ANSWER_VALUES) };
  } catch (error) {
    return { error };
  }
}

/** The failure of a request to an endpoint. */
export function failed(
  { endpoint }: Pick<Sent, "endpoint">,
  code: BackupsErrorCode,
  problem: string,
  { hint, vendorCode, requestId, ...facts }: KeptDetails & Omit<Failure, "error">,
): Failure {
  const error = new BackupsError(code, `${endpoint.host} ${problem}`, { hint, vendorCode, requestId });
  return { error, ...facts };
}

/** A refusal in the vendor's format. */
function refused(sent: Sent, fault: Fault, status: number, aheadMs: number | undefined): Failure {
  const { cloud, credentials, signedSkewMs } = sent;
  const quoted = (text: string, length: number) => quotable(text, length, secretsOf(sent));
  const facts = {
    vendorCode: quoted(fault.vendorCode, MAX_REFERENCE_LENGTH),
    requestId: fault.requestId && quoted(fault.requestId, MAX_REFERENCE_LENGTH),
    isVendors: true,
  };
  const said = quoted(fault.message, MAX_MESSAGE_LENGTH);
  const clockIsOff = aheadMs !== undefined && Math.abs(aheadMs - signedSkewMs) > TOLERATED_SKEW_MS;
  if (fault.kind === "skew" || (fault.kind === "credentials" && clockIsOff)) {
    return failed(sent, "credentials", `refused the time of the request: ${said}`, {
      ...facts,
      hint: clockIsOff ? "Set this machine's clock." : "Compare this machine's clock with the right time.",
      skewMs: clockIsOff ? aheadMs : undefined,
    });
  }
  const kind = fault.kind === "invalid-response" ? (kindOf(status) ?? fault.kind) : fault.kind;
  const { means, hint, trouble } = REFUSALS[kind];
  return failed(sent, kind, `${means}: ${said}`, {
    ...facts,
    hint: fault.hint ?? hint(cloud, credentials),
    trouble,
  });
}

/**
 * Reads an answer.
 *
 * @param aheadMs how far the server's clock is ahead of this machine's, if the answer has a date
 * @returns the payload of the vendor's envelope, or why there is none
 */
export function readAnswer(
  sent: Sent,
  response: HttpResponse,
  aheadMs: number | undefined,
): { readonly payload: unknown } | Failure {
  const { cloud, credentials } = sent;
  const { status, headers, text } = response;
  const foreign = (problem: string, trouble?: Trouble) =>
    failed(sent, "invalid-response", `answered with ${problem}`, { hint: NOT_THE_API, trouble });
  if (status >= 300 && status < 400) return foreign(`a redirect (HTTP ${status}), which is not followed`);
  const { body, error } = parse(cloud, text);
  if (error instanceof TooManyValues) {
    const most = MAX_ANSWER_VALUES.toLocaleString("en");
    return foreign(`more than ${most} values, which cannot be a page of a listing`);
  }
  const opened = error === undefined ? cloud.open(body, response) : null;
  if (opened && "fault" in opened) return refused(sent, opened.fault, status, aheadMs);
  const kind = kindOf(status);
  if (kind) {
    const { means, hint, trouble } = REFUSALS[kind];
    return failed(sent, kind, `${means} (HTTP ${status})`, { hint: hint(cloud, credentials), trouble });
  }
  if (opened && status < 400) return opened;
  const type = quotable(headers["content-type"] ?? "no content type", 60, secretsOf(sent));
  const isCutOff = error !== undefined && (cloud.parse ? NO_PAGE : JSON_BEGINS).test(text);
  return foreign(
    `something that is not the API's ${cloud.parse ? "answer" : "JSON"} (HTTP ${status}, ${type}, ${text.length} characters)`,
    isCutOff ? "transient" : undefined,
  );
}
