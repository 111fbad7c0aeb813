import type { Operation } from "../listings/listing";
import type { HttpRequest } from "./request";
import type { Verifier } from "./verifier";

/** A call of an API, not checked yet. */
export interface Call {
  /** The vendor's name of the operation, such as `DescribeBackups`. */
  action: string;
  /** API version, if the request names one. */
  version?: string;
  /** Path of the operation, for a vendor with one path per operation. */
  path?: string;
  /** HTTP method, for a vendor with operations that accept only one. */
  method?: string;
  /** Region, if the request names one. */
  region?: string;
  /** Instance, if the request names one. */
  instanceId?: string;
  /** Arguments of the operation. */
  params: Record<string, unknown>;
}

/** A refusal. Each cloud sends it in its own format. */
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

/** Allowed page sizes of an operation. */
export interface PageLimits {
  /** Size without a parameter. */
  readonly default: number;
  /** @default 1 */
  readonly min?: number;
  readonly max: number;
  /** The allowed sizes. @default every number */
  readonly only?: readonly number[];
  /** Whether a page after the end is the last one again. */
  readonly lastPageRepeats?: boolean;
  /** The vendor's code for another size. @default the cloud's usual one */
  readonly code?: string;
}

/** A requested page. */
export interface AskedPage {
  readonly size: number;
  /** Rows before it. */
  readonly offset: number;
}

export type AnyOperation = Pick<
  Operation<never>,
  "action" | "version" | "path" | "method" | "page" | "rows" | "total"
> & {
  readonly instance?: string;
};

/** Reads, verifies and answers one vendor's calls. */
export interface EmulatedCloud {
  /** Whether a request is for this vendor, by a header, a parameter or the path. */
  recognises(request: HttpRequest): boolean;
  /**
   * Reads the call. Throws a {@link Refusal} for a request that cannot be read.
   *
   * @param operations all operations of the cloud, for a vendor with one path per operation
   */
  read(request: HttpRequest, operations: readonly AnyOperation[]): Call;
  /**
   * Checks credentials, time, nonce and signature. Throws a {@link Refusal}.
   *
   * @param service product of the called API; the signature must name it
   */
  authenticate(request: HttpRequest, call: Call, service: string, verifier: Verifier): void;
  /** Field of an instance's region. */
  readonly regionField: string;
  /** Throws a {@link Refusal} for another version or unknown parameters. */
  check?(call: Call, operation: AnyOperation, parameters: readonly string[]): void;
  /** An integer parameter. @default fallback. Throws a {@link Refusal} for another value. */
  integer(call: Call, parameter: string, fallback: number): number;
  /** Further fields about a page with so many rows. */
  echo?(page: AskedPage, operation: AnyOperation, rows: number): Record<string, unknown>;
  /** The refusal for a missing parameter. */
  missing(parameter: string): Refusal;
  /**
   * The refusal for a parameter with a value that is not allowed.
   *
   * @param problem end of a sentence about the parameter
   * @param code the vendor's code. @default the cloud's usual one
   */
  invalid(parameter: string, problem: string, code?: string): Refusal;
  /** The answer with a result. */
  success(payload: Record<string, unknown>, requestId: string): HttpAnswer;
  /** The answer with a refusal. */
  failure(refusal: Refusal, requestId: string): HttpAnswer;
  /** The refusal for an unknown operation. */
  unknownAction(call: Call): Refusal;
  /** The refusal because of the rate limit. */
  readonly throttled: Refusal;
  /** The refusal for a missing permission. */
  readonly denied: Refusal;
  /** The refusal because of a failure of the cloud. */
  readonly broken: Refusal;
  /** Headers with the time to wait, besides Retry-After. */
  retryHeaders?(seconds: number): Record<string, string>;
}
