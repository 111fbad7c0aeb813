import type { EmulatorInstance, VendorRow } from "./data";
import type { HttpRequest } from "./request";
import type { Verifier } from "./verifier";

/** A call of an API, as the request states it and before anything of it is checked. */
export interface Call {
  /** The vendor's name of the operation, such as `DescribeBackups`. */
  action: string;
  /** API version, where the request names one. */
  version?: string;
  /** Region, where the request names one. */
  region?: string;
  /** Instance asked for, where the request names one. */
  instanceId?: string;
  /** Arguments of the operation. */
  params: Record<string, unknown>;
}

/** What an API says instead of an answer. Each cloud wraps it in its own envelope. */
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

/** What is common to all APIs of one vendor: how a call is read, proved and answered. */
export interface EmulatedCloud {
  /** Whether a request is meant for this vendor; it shows in a header, a parameter or the path. */
  recognises(request: HttpRequest): boolean;
  /** Reads the call. Throws a {@link Refusal} for a request that cannot be read. */
  read(request: HttpRequest): Call;
  /**
   * Checks credentials, time, nonce and signature. Throws a {@link Refusal}.
   *
   * @param service product of the API that was called: the signature must name it
   */
  authenticate(request: HttpRequest, call: Call, service: string, verifier: Verifier): void;
  /** The envelope of a good answer. */
  success(payload: Record<string, unknown>, requestId: string): HttpAnswer;
  /** The envelope of a refusal. */
  failure(refusal: Refusal, requestId: string): HttpAnswer;
  /** An operation that this cloud does not offer. */
  unknownAction(call: Call): Refusal;
  /** The refusal for asking too often. */
  readonly throttled: Refusal;
  /** The refusal for a failure of the cloud itself. */
  readonly broken: Refusal;
  /** Headers by which this cloud says how long to wait, besides Retry-After. */
  retryHeaders?(seconds: number): Record<string, string>;
}

/** One emulated listing API. */
export interface EmulatedApi {
  /** Name of the listing, such as `tencentcloud-redis`. */
  readonly listing: string;
  readonly cloud: EmulatedCloud;
  /** Product name that signatures must carry, such as `redis`. */
  readonly service: string;
  /** The operations it answers. */
  readonly actions: readonly string[];
  /**
   * Answers a call that was proved genuine. Throws a {@link Refusal} for bad arguments or an unknown instance.
   *
   * @param find gives the instance that the call names, if there is one
   */
  answer(call: Call, find: FindInstance): Record<string, unknown>;
  /** A backup of `instance` that succeeded at `at`, as the API would list it. */
  newBackup(instance: EmulatorInstance, at: Date): VendorRow;
  /** The built-in instance to show this listing with. */
  readonly demoInstance: InstanceName;
  /** All built-in instances, the one to show among them. Backups are dated relative to `now`. */
  demo(now: Date): EmulatorInstance[];
}

/** Names an instance. */
export interface InstanceName {
  readonly instanceId: string;
  readonly region: string;
}

/** Finds an instance of the API that was called; in another region there is none of that ID. */
export type FindInstance = (instanceId: string, region: string | undefined) => EmulatorInstance | undefined;
