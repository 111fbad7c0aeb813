/** The types of a call to a vendor's API. */

import type { BackupsErrorCode } from "../core/errors";
import type { Message } from "../core/message";
import type { Credentials } from "./keys";

/** A signed request, exactly as it is sent. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** The whole address, its query already encoded. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A call of a vendor's API, not yet signed. */
export interface ApiCall {
  /** Service in the signature, such as `redis`. */
  readonly service: string;
  /** Version of the API, such as `2018-04-12`. */
  readonly version: string;
  /** Name of the operation, such as `DescribeInstanceBackups`. */
  readonly action: string;
  readonly region: string;
  /** Path, not encoded. @default "/" */
  readonly path?: string;
  /** HTTP method. @default the cloud's */
  readonly method?: HttpRequest["method"];
  /** Parameters by the vendor's names; undefined ones are left out. */
  readonly parameters: Readonly<
    Record<string, string | number | boolean | readonly (number | string | object)[] | undefined>
  >;
}

/** Values that differ between two attempts of the same call. */
export interface Attempt {
  readonly date: Date;
  /** Unique per attempt. */
  readonly nonce: string;
}

/** A refusal read from an answer. */
export interface Fault {
  /** Meaning of the refusal; `skew`: the clocks differ, and the retry uses the server's time. */
  readonly kind:
    | Extract<
        BackupsErrorCode,
        "usage" | "credentials" | "denied" | "not-found" | "throttled" | "unavailable" | "invalid-response"
      >
    | "skew";
  readonly vendorCode: string;
  readonly message: string;
  readonly requestId?: string;
  /** A more exact hint than that of the kind. */
  readonly hint?: Message;
}

/** Signs one attempt of a call. */
export type Sign = (call: ApiCall, endpoint: URL, credentials: Credentials, attempt: Attempt) => HttpRequest;
