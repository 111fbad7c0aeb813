import { BackupsError } from "../core/errors";
import { arg, message } from "../core/message";
import type { Deadline } from "./deadline";
import { untilAborted } from "./until-aborted";

/**
 * Waits for something other than requests, such as keys. The wait counts against the lookup's time, even before its
 * first request.
 *
 * @param what for a message, such as `credentials`
 * @throws BackupsError `timeout`; the signal's reason
 */
export async function inTime<Result>(
  wait: Promise<Result>,
  what: string,
  deadline: Deadline,
  signal: AbortSignal,
): Promise<Result> {
  const clock = new AbortController();
  const late = () =>
    clock.abort(
      new BackupsError("timeout", `${what} were not found within the lookup's time`, {
        hint: message`Check their source, such as a file on a mount that does not answer; or raise ${arg("timeout")}.`,
      }),
    );
  const timer = setTimeout(late, Math.max(0, deadline.leftMs));
  const end = deadline.spend();
  try {
    return await untilAborted(wait, AbortSignal.any([signal, clock.signal]));
  } finally {
    clearTimeout(timer);
    end();
  }
}
