/** Servers of keys that are not there, or do not answer. */

/** Nobody is there to be asked: no connection came about within its second. */
export class NoConnection extends Error {}

/** This machine is no instance of the cloud, or has no role, and nobody asked for one. */
export class NoInstanceRole extends Error {
  override readonly name = "NoInstanceRole";
}

/** Whether an error is {@link NoInstanceRole}. In a bundle there may be two of its class. */
export function isNoInstanceRole(error: unknown): error is NoInstanceRole {
  return error instanceof Error && error.name === "NoInstanceRole";
}

/** Somebody is there, and no whole answer came. The message says what happened. */
export class NoAnswer extends Error {}
