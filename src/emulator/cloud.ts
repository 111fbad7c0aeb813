import type { Operation } from "../listings/listing";
import type { HttpRequest } from "./request";
import type { Verifier } from "./verifier";

/** A call of an API, as the request states it and before anything of it is checked. */
export interface Call {
  /** The vendor's name of the operation, such as `DescribeBackups`. */
  action: string;
  /** API version, if the request names one. */
  version?: string;
  /** Path of the operation, for a vendor whose paths tell operations apart. */
  path?: string;
  /** HTTP method, for a vendor some of whose operations take only one. */
  method?: string;
  /** Region, if the request names one. */
  region?: string;
  /** Instance asked for, if the request names one. */
  instanceId?: string;
  /** Arguments of the operation. */
  params: Record<string, unknown>;
}

/** A refusal. Each cloud wraps it in its own envelope. */
export class Refusal extends Error {
  /**
   * @param code the vendor's error code
   * @param status HTTP status that the vendor documents for it
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** One HTTP answer. The body is written as JSON with every integer exact. */
export interface HttpAnswer {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** Sizes of a page that an operation takes. */
export interface PageLimits {
  /** When none is asked for. */
  readonly default: number;
  /** @default 1 */
  readonly min?: number;
  readonly max: number;
  /** The sizes that are allowed, where not every number is. */
  readonly only?: readonly number[];
  /** Whether a page behind the end is answered with the last one. */
  readonly lastPageRepeats?: boolean;
  /** The vendor's code for another size. @default the cloud's usual one */
  readonly code?: string;
}

/** A page that was asked for. */
export interface AskedPage {
  readonly size: number;
  /** Rows before it. */
  readonly offset: number;
}

/** An operation of whatever kind. */
export type AnyOperation = Pick<
  Operation<never>,
  "action" | "version" | "path" | "method" | "page" | "rows" | "total"
> & {
  readonly instance?: string;
};

/** How one vendor's calls are read, verified and answered. */
export interface EmulatedCloud {
  /** Whether a request is meant for this vendor; it shows in a header, a parameter or the path. */
  recognises(request: HttpRequest): boolean;
  /**
   * Reads the call. Throws a {@link Refusal} for a request that cannot be read.
   *
   * @param operations all that the cloud offers, for a vendor whose paths tell them apart
   */
  read(request: HttpRequest, operations: readonly AnyOperation[]): Call;
  /**
   * Checks credentials, time, nonce and signature. Throws a {@link Refusal}.
   *
   * @param service product of the API that was called: the signature must name it
   */
  authenticate(request: HttpRequest, call: Call, service: string, verifier: Verifier): void;
  /** Refuses what is no call of an operation: another version, or parameters that it does not know. */
  check(call: Call, operation: AnyOperation, parameters: readonly string[]): void;
  /** The page that is asked for. Throws a {@link Refusal} for one that the vendor does not give. */
  page(call: Call, operation: AnyOperation, limits: PageLimits): AskedPage;
  /** What an answer says of its page besides total and rows. */
  echo?(page: AskedPage): Record<string, unknown>;
  /** A required parameter is absent. */
  missing(parameter: string): Refusal;
  /** The envelope of a good answer. */
  success(payload: Record<string, unknown>, requestId: string): HttpAnswer;
  /** The envelope of a refusal. */
  failure(refusal: Refusal, requestId: string): HttpAnswer;
  /** An operation that this cloud does not offer. */
  unknownAction(call: Call): Refusal;
  /** The refusal for asking too often. */
  readonly throttled: Refusal;
  /** The refusal for a missing permission. */
  readonly denied: Refusal;
  /** The refusal for a failure of the cloud itself. */
  readonly broken: Refusal;
  /** Headers by which this cloud says how long to wait, besides Retry-After. */
  retryHeaders?(seconds: number): Record<string, string>;
}
