import type { FaultKind } from "./faults";

/** A request as the emulator remembers it, without secrets, signatures and tokens. */
export interface RecordedRequest {
  method: string;
  /** Path and query, without the values of signatures and tokens. */
  url: string;
  /** Listing that was asked, if the request names one. */
  listing?: string;
  action?: string;
  instanceId?: string;
  region?: string;
  params: Record<string, unknown>;
  /** HTTP status of the answer; undefined when the connection was reset. */
  status?: number;
  /** The vendor's code when the request was refused. */
  refusal?: string;
  /** The fault that spoilt it. */
  fault?: FaultKind;
}

/** Some thousand requests of the emulated APIs, as they came. */
const MAX_BYTES = 2_000_000;

/** The latest requests, oldest first. */
export class RequestLog {
  readonly requests: RecordedRequest[] = [];
  private readonly bytes = new WeakMap<RecordedRequest, number>();

  /** Remembers a request of so many bytes, and forgets as many as it has no room for. */
  add(record: RecordedRequest, bytes: number): void {
    const { requests } = this;
    this.bytes.set(record, bytes);
    requests.push(record);
    let total = requests.reduce((sum, one) => sum + (this.bytes.get(one) ?? 0), 0);
    while (total > MAX_BYTES && requests.length > 1) total -= this.bytes.get(requests.shift() ?? record) ?? 0;
  }
}
