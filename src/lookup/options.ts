/** Options of a client and of its calls. */
import type { Credentials } from "../clouds/keys";
import { numberSettings } from "../clouds/settings";
import type { Surroundings } from "../clouds/vendor-files";
import { asOne, usageError } from "../core/errors";
import type { Http } from "../transport/http";
import type { VendorSettings } from "../vendors";

/** Replaces the outside world in tests. */
export interface TestingOptions {
  /** The clock. @default the machine's */
  readonly now?: () => Date;
  /** Environment variables. @default the process's */
  readonly env?: Surroundings["env"];
  /** Home directory, for the vendors' own files. @default the user's */
  readonly home?: string;
  /** Sends requests. @default axios */
  readonly http?: Http;
}

/** Settings of a client; all optional. */
export interface ClientOptions extends VendorSettings {
  /**
   * Seconds for one lookup, with all pages and retries, from 0.001 to 86400. They begin with its first request, and do
   * not count while the client serves other lookups. @default 60
   */
  readonly timeout?: number;
  /**
   * Attempts after the first one, per request, from 0 to 100. Attempts that only find the vendor's real rate do not
   * count. @default 5
   */
  readonly maxRetries?: number;
  /**
   * Seconds for which a finished read answers the same question again, from 0 to 86400. A running read is always
   * shared. @default 0
   */
  readonly reuseFor?: number;
  /** Called when a request begins or ends, with the numbers of ended and of known requests. @default not called */
  readonly onProgress?: (done: number, total: number) => void;
  /**
   * Called with a problem that is not part of a result, and what to do: a key file that others can read, once for each
   * file and process; an answer from an address that is not the vendor's and that a variable names, once for each
   * address and client; a kind of instances that a vendor refuses to list. @default not called
   */
  readonly onAdvice?: (text: string) => void;
  /**
   * Called with all keys, from any source, before they sign anything, so that the caller can keep them out of its own
   * log. @default not called
   */
  readonly onCredentials?: (credentials: Credentials) => void;
  /** Stops all lookups of the client. */
  readonly signal?: AbortSignal;
  /** Replaces the clock, the environment and the network in tests. @default the machine's */
  readonly testing?: TestingOptions;
}

/** Options of one call. */
export interface CallOptions {
  /** Stops this call. A read that other calls wait for continues. */
  readonly signal?: AbortSignal;
}

/** @throws BackupsError `usage` for a timeout, maxRetries or reuseFor that is out of its range */
export function checkLimits(options: ClientOptions): void {
  const unfit = (["timeout", "maxRetries", "reuseFor"] as const).flatMap((name) => {
    const { min, max, expected } = numberSettings[name];
    const value = options[name];
    return value !== undefined && !(value >= min && value <= max)
      ? [usageError(name, `got ${String(value)}, expected ${expected}`)]
      : [];
  });
  const mistake = asOne(unfit);
  if (mistake) throw mistake;
}
