/** How a client is set up, and how one of its calls is made. */
import type { Credentials } from "../clouds/keys";
import { numberSettings } from "../clouds/settings";
import type { Surroundings } from "../clouds/vendor-files";
import { asOne, usageError } from "../core/errors";
import type { Http } from "../transport/http";
import type { VendorSettings } from "../vendors";

/** What the outside world is to a client: for tests. */
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
   * Seconds for one whole lookup, all pages and retries included, from 0.001 to 86400. They begin with its first
   * request, and waiting behind other lookups of the client does not count. @default 60
   */
  readonly timeout?: number;
  /**
   * Attempts after the first one, per request, from 0 to 100. Those that only find the vendor's real rate do not
   * count. @default 5
   */
  readonly maxRetries?: number;
  /**
   * Seconds for which a listing that was read answers the same question again, from 0 to 86400. While a read is under
   * way, the same question always shares it. @default 0
   */
  readonly reuseFor?: number;
  /** Told of each request that begins or ends: how many have ended, of how many that are known of. @default nobody */
  readonly onProgress?: (done: number, total: number) => void;
  /**
   * Told what is not as it should be, and what to do: a file of keys that others can read, once for
   * each file and process; an answer from an address that is not the vendor's and that a variable names, once for each
   * address and client; a kind of instances that a vendor refuses to list. Never part of a result. @default nobody
   */
  readonly onAdvice?: (text: string) => void;
  /**
   * Told of all keys that are found, wherever they come from, before anything is signed with them: for a caller that
   * keeps them out of its own log. @default nobody
   */
  readonly onCredentials?: (credentials: Credentials) => void;
  /** Stops all lookups of the client. */
  readonly signal?: AbortSignal;
  /** Stands in for the clock, the environment and the network in tests. @default the machine's */
  readonly testing?: TestingOptions;
}

/** How one call of a client is made. */
export interface CallOptions {
  /** Stops this call. What other calls wait for too goes on. */
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
