import { BackupsError } from "../core/errors";

/** Exit codes of every command but `check`; part of the public contract. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  noEligibleBackup: 3,
  tooOld: 4,
  credentials: 5,
} as const;

/** Exit codes by error; other errors are failures of the cloud or the network. */
const BY_ERROR: Readonly<Partial<Record<string, number>>> = {
  usage: exitCodes.usage,
  "no-eligible-backup": exitCodes.noEligibleBackup,
  "too-old": exitCodes.tooOld,
  credentials: exitCodes.credentials,
  denied: exitCodes.credentials,
};

export function exitCodeOf(code: string): number {
  return BY_ERROR[code] ?? exitCodes.failed;
}

export function exitCodeFor(error: unknown): number {
  return error instanceof BackupsError ? exitCodeOf(error.code) : exitCodes.failed;
}

/** Exit codes of `check`, by the convention of monitoring plugins. */
export const checkCodes = { ok: 0, warning: 1, critical: 2, unknown: 3 } as const;
