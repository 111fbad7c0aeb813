import { BackupsError } from "../../src/core/errors";

/** The BackupsError that a promise is rejected with; fails for any other outcome. */
export async function refusalOf(promise: Promise<unknown>): Promise<BackupsError> {
  const outcome = await promise.then(
    () => "no error",
    (error: unknown) => error,
  );
  if (outcome instanceof BackupsError) return outcome;
  throw outcome instanceof Error ? outcome : new Error(`expected a BackupsError, got ${String(outcome)}`);
}

/** The BackupsError that a call throws; fails for any other outcome. */
export function thrownBy(call: () => unknown): BackupsError {
  try {
    call();
  } catch (error) {
    if (error instanceof BackupsError) return error;
    throw error;
  }
  throw new Error("expected a BackupsError, and nothing was thrown");
}
