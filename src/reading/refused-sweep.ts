/** Sweeps that no argument asks for, and that a vendor may refuse because it does not have the method or kind. Pure. */
import { bare } from "../core/closest";
import { BackupsError } from "../core/errors";
import type { Operation, Sweep } from "../listings/listing";

/** The vendor's text if it refused the content of a request; undefined for other errors, such as throttling. */
export function refusalText(error: unknown): string | undefined {
  if (!(error instanceof BackupsError) || error.vendorCode === undefined) return undefined;
  const { code, vendorCode, message } = error;
  return code === "usage" || code === "invalid-response" ? `${vendorCode} ${message}` : undefined;
}

/**
 * Whether the vendor refuses a sweep because of its parameter: the refusal names the parameter, or its value if that is
 * a word.
 */
export function isRefusedByName(
  { sweptBy }: Pick<Operation<never>, "sweptBy">,
  sweep: Sweep,
  error: unknown,
): error is BackupsError {
  const said = refusalText(error);
  if (sweptBy === undefined || said === undefined) return false;
  // Messages write `BackupMethod`, `backup_method` and `backup method`.
  const value = sweep[sweptBy];
  const words = said.toLowerCase().split(/[^a-z0-9]+/);
  return (
    bare(said).includes(bare(sweptBy)) || (typeof value === "string" && words.includes(value.toLowerCase()))
  );
}

/** The warning about a refused sweep. */
export function aboutRefused(
  { action, sweptBy = "" }: Pick<Operation<never>, "action" | "sweptBy">,
  sweep: Sweep,
  { vendorCode, message }: BackupsError,
): string {
  return (
    `${action} was refused for ${sweptBy} ${String(sweep[sweptBy])}, which no argument asked for: ` +
    `the result lacks those backups. The vendor said: ${message} (${vendorCode})`
  );
}
