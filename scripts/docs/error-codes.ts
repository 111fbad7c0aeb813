import type { BackupsErrorCode } from "../../src/core/errors";

/** Every error code; the compiler sees to it that none is missing. */
const CODES: Readonly<Record<BackupsErrorCode, true>> = {
  usage: true,
  credentials: true,
  denied: true,
  "not-found": true,
  throttled: true,
  unavailable: true,
  timeout: true,
  "invalid-response": true,
  "no-eligible-backup": true,
  "too-old": true,
};

/** The codes of BackupsError, in the order of their documentation. */
export const ERROR_CODES = Object.keys(CODES) as readonly BackupsErrorCode[];
