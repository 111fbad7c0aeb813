import { BackupsError } from "../../core/errors";
import { toldByError } from "../describe-error";

/** Name of the check; part of the JSON document. */
export type CheckName =
  | "node"
  | "terraform"
  | "cdktf"
  | "package"
  | "files"
  | "cli-config"
  | "environment"
  | "keys"
  | "account"
  | "endpoint"
  | "clock";

export interface Finding {
  readonly check: CheckName;
  /** `none`: there is nothing to check. */
  readonly status: "ok" | "problem" | "none";
  readonly message: string;
  /** What to do about a problem. No full stop after a command. */
  readonly remedy?: string;
}

/** A finding with the name of another check, or of the running one. */
export type Result = Omit<Finding, "check"> & Partial<Pick<Finding, "check">>;

export type Problem = Result & { readonly remedy: string };

export type Results = Result | readonly Result[];

export const ok = (message: string): Result => ({ status: "ok", message });
export const none = (message: string): Result => ({ status: "none", message });
export const problem = (message: string, remedy: string): Problem => ({ status: "problem", message, remedy });

/** The remedy for a timeout. Lookups advise --timeout, which `doctor` does not have. */
export const CHECK_NETWORK = "Check the network, and HTTPS_PROXY, ALL_PROXY and NO_PROXY.";

/** What to do about a file that cannot be read or is broken. */
const REPAIR = "Repair what the message names, or move it away.";

/** An error as a problem. @param about in front of the message */
export function problemOf(error: unknown, about: string): Result {
  const { message, hint } = toldByError(error);
  const isNetwork = error instanceof BackupsError && ["timeout", "unavailable"].includes(error.code);
  return problem(`${about}: ${message}`, isNetwork ? CHECK_NETWORK : (hint ?? REPAIR));
}
