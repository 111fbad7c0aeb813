/** Findings, and the checks that lead to them. */
import type { Environment } from "../../clouds/credential-sources";
import { BackupsError } from "../../core/errors";
import { toldByError } from "../describe-error";

export interface Finding {
  /** Name of the check. */
  readonly check: string;
  /** `none`: there is nothing to check. */
  readonly status: "ok" | "problem" | "none";
  readonly message: string;
  /** What to do about a problem. No full stop after a command. */
  readonly remedy?: string;
}

/** A finding of the running check, or of another one that it names. */
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

/** The machine and the folder to examine. */
export interface Place {
  /** Absolute path of the folder. */
  readonly directory: string;
  readonly env: Environment;
  readonly home: string;
  /** Address to use instead of the vendors'. @default theirs */
  readonly endpoint?: string;
  /** Milliseconds for each program and each request of a check. */
  readonly limitMs: number;
  readonly now: () => Date;
  /** Called with every text that must not be in the output. */
  readonly hide: (secret: string) => void;
}

/**
 * Runs a check. A timeout or an exception is a finding.
 *
 * @param what is checked, as the subject of a sentence
 */
export async function findingsOf(
  check: string,
  what: string,
  run: () => Promise<Results> | Results,
  limitMs: number,
): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Result>((resolve) => {
    const message = `${what} could not be checked within ${limitMs / 1000} s`;
    const remedy = "Look for what does not answer: a program, a mount, a name server.";
    timer = setTimeout(resolve, limitMs, problem(message, remedy));
  });
  const results = await Promise.race([Promise.resolve().then(run), late])
    .catch((error: unknown) => problemOf(error, `${what} could not be checked`))
    .finally(() => clearTimeout(timer));
  return [results].flat().map((result) => ({ check, ...result }));
}
