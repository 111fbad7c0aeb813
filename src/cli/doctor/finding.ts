/** Results of the checks. */
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

/** Result of a check. */
export interface Finding {
  readonly check: CheckName;
  /** `none`: there is nothing to check. */
  readonly status: "ok" | "problem" | "none";
  readonly message: string;
  /** What to do about a problem. No full stop after a command. */
  readonly remedy?: string;
}

export const ok = (check: CheckName, message: string): Finding => ({ check, status: "ok", message });
export const none = (check: CheckName, message: string): Finding => ({ check, status: "none", message });
export const problem = (check: CheckName, message: string, remedy: string): Finding => ({
  check,
  status: "problem",
  message,
  remedy,
});

/** The remedy for a timeout. Lookups advise --timeout, which `doctor` does not have. */
export const CHECK_NETWORK = "Check the network, and HTTPS_PROXY, ALL_PROXY and NO_PROXY.";

/** What to do about a file that cannot be read or is broken. */
const REPAIR = "Repair what the message names, or move it away.";

/** An error as a problem. @param about in front of the message */
export function problemOf(check: CheckName, error: unknown, about: string): Finding {
  const { message, hint } = toldByError(error);
  const isNetwork = error instanceof BackupsError && ["timeout", "unavailable"].includes(error.code);
  const remedy = isNetwork ? CHECK_NETWORK : (hint ?? REPAIR);
  return problem(check, `${about}: ${message}`, remedy);
}
