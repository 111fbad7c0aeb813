/** Settles as the promise does, or rejects when the signal fires: for promises that do not watch the signal. */
export function untilAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    // One of its own: a signal that has many listeners is taken for a leak.
    const own = AbortSignal.any([signal]);
    const stop = () => reject(own.reason);
    if (own.aborted) stop();
    own.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => own.removeEventListener("abort", stop));
  });
}
