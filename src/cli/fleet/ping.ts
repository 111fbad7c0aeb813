/** Calls a dead-man's switch after a check. */
import { usageError } from "../../core/errors";
import { ask, axiosHttp, NoAnswer } from "../../transport/http";
import type { Io } from "../io";

const TIMEOUT_MS = 10_000;

/** The address. @throws BackupsError `usage`, without the address, which may be a secret */
export function pingAddress(given: string, code: number): string {
  const address = given.replaceAll("{code}", String(code));
  if (/^https?:/i.test(address) && URL.canParse(address)) return new URL(address).href;
  throw usageError(
    "ping",
    "is not an http or https address",
    "Give one such as https://hc-ping.com/ID/{code}.",
  );
}

/** Calls the address. A failure is printed, but does not change the exit code of the check. */
export async function ping(given: string, code: number, io: Io): Promise<void> {
  const request = { method: "GET", url: pingAddress(given, code), headers: {} } as const;
  try {
    const { status } = await ask(axiosHttp, request, {
      timeoutMs: TIMEOUT_MS,
      signal: new AbortController().signal,
    });
    if (status >= 300) io.err(`warning: --ping: the address answered with HTTP ${status}\n`);
  } catch (error) {
    const reason = error instanceof NoAnswer ? error.message : "the request failed";
    io.err(`warning: --ping: ${reason}\n`);
  }
}
