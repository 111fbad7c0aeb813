/** Kind of the fault. */
export type FaultKind =
  /** The vendor's own throttle code. */
  | "throttle"
  /** The vendor's own code for a failure of its own. */
  | "server-error"
  /** The vendor's own code for a missing permission. */
  | "denied"
  /** The code in `code`, in the vendor's own format. */
  | "refusal"
  /** HTTP 502 with an HTML page, as a gateway before the vendor's API answers. */
  | "bad-gateway"
  /** The connection is reset before an answer. */
  | "reset"
  /** Half of the answer under the full Content-Length, then the connection is closed. */
  | "truncate"
  /** The right answer, `delayMs` late. */
  | "slow"
  /** HTTP 200 with an HTML page, as a captive portal answers. */
  | "html"
  /** HTTP 200 with `{}`. */
  | "empty-object"
  /** HTTP 302 to the emulator's own `/redirected`. */
  | "redirect"
  /** The right answer; afterwards the listing has one more backup in front, so that total and pages change. */
  | "changing-total"
  /** The right answer; afterwards the first backup is gone and another stands at the end: same total, other pages. */
  | "shift";

/** A rule for wrong answers. Requests are still checked first. */
export interface Fault {
  kind: FaultKind;
  /** Only requests of this listing. @default all */
  listing?: string;
  /** Only requests that name this instance. @default all */
  instanceId?: string;
  /** Number of requests that it still applies to; counted down. @default all */
  times?: number;
  /** For `slow`: milliseconds. @default 1000 */
  delayMs?: number;
  /** For `throttle`, `server-error` and `refusal`: seconds to wait, in the answer. @default none */
  retryAfter?: number;
  /** For `refusal`: the vendor's code, such as `FailedOperation.SystemError`. @default the code of `server-error` */
  code?: string;
  /** For `refusal`: the vendor's message. @default the message of `server-error` */
  message?: string;
  /** For `refusal`: HTTP status. @default the status of `server-error` */
  status?: number;
}

const HTML = { "Content-Type": "text/html" };

/** Answers instead of the vendor's: HTTP status, headers and body. */
export const STRANGE_ANSWERS: Partial<Record<FaultKind, [number, Record<string, string>, string]>> = {
  html: [200, HTML, "<!doctype html><title>Sign in to the network</title>\n"],
  "bad-gateway": [502, HTML, "<html><head><title>502 Bad Gateway</title></head></html>\n"],
  "empty-object": [200, { "Content-Type": "application/json" }, "{}"],
  redirect: [302, { Location: "/redirected" }, ""],
};

/** Returns the first fault that applies to a request, counts it down, and removes it at 0. */
export function takeFault(faults: Fault[], listing: string, instanceId?: string): Fault | undefined {
  const index = faults.findIndex(
    (fault) =>
      (fault.listing ?? listing) === listing &&
      (fault.instanceId ?? instanceId) === instanceId &&
      (fault.times ?? 1) > 0,
  );
  const fault = faults[index];
  if (fault?.times !== undefined) {
    fault.times -= 1;
    if (fault.times <= 0) faults.splice(index, 1);
  }
  return fault;
}
