/** What the checks find. */
import { BackupsError } from "../../core/errors";
import { toldByError } from "../describe-error";

/** What was checked; part of the JSON document. */
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

/** What a check came to. */
export interface Finding {
  readonly check: CheckName;
  /** `none`: there is nothing to check here, and nothing is wrong. */
  readonly status: "ok" | "problem" | "none";
  readonly message: string;
  /** What to do about a problem. A command at its end has no full stop behind it. */
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

/** What to do if nobody answers: --timeout, which errors of lookups advise, is no flag here. */
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
