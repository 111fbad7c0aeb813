import type { FaultKind } from "./faults";

/** A request in the log, without secrets, signatures and tokens. */
export interface RecordedRequest {
  method: string;
  /** Path and query, without the values of signatures and tokens. */
  url: string;
  /** Listing, if the request names one. */
  listing?: string;
  action?: string;
  /** API version. */
  version?: string;
  instanceId?: string;
  region?: string;
  params: Record<string, unknown>;
  /** HTTP status of the answer; undefined if the connection was reset. */
  status?: number;
  /** The vendor's code of a refusal. */
  refusal?: string;
  /** The fault that was applied. */
  fault?: FaultKind;
}

/** Limit of the log: a few thousand requests. */
const MAX_BYTES = 2_000_000;

/** The latest requests, oldest first. */
export class RequestLog {
  readonly requests: RecordedRequest[] = [];
  private readonly bytes = new WeakMap<RecordedRequest, number>();

  /** Adds a request of this size, and removes the oldest ones beyond the limit. */
  add(record: RecordedRequest, bytes: number): void {
    const { requests } = this;
    this.bytes.set(record, bytes);
    requests.push(record);
    let total = requests.reduce((sum, one) => sum + (this.bytes.get(one) ?? 0), 0);
    while (total > MAX_BYTES && requests.length > 1) total -= this.bytes.get(requests.shift() ?? record) ?? 0;
  }
}
