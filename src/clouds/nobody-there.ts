/** Errors of key servers that do not exist or do not answer. */

/** The server sent no complete answer. The message says what happened. */
export class NoAnswer extends Error {}

/** There is no such server. */
export class NoConnection extends NoAnswer {
  constructor() {
    super("no connection within a second");
  }
}

/** This machine is not an instance of the cloud, or has no role, and nothing asks for one. */
export class NoInstanceRole extends Error {
  override readonly name = "NoInstanceRole";
}

/** Whether an error is {@link NoInstanceRole}. In a bundle there may be two of its class. */
export function isNoInstanceRole(error: unknown): error is NoInstanceRole {
  return error instanceof Error && error.name === "NoInstanceRole";
}
