/** Sweeps that no argument asks for, and that a vendor may refuse because it does not have the method or kind. Pure. */
import { BackupsError } from "../core/errors";
import type { Operation, Sweep } from "../listings/listing";

/** Only letters and digits, because messages write `BackupMethod`, `backup_method` and `backup method`. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
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
  if (sweptBy === undefined || !(error instanceof BackupsError) || error.vendorCode === undefined)
    return false;
  if (error.code !== "usage" && error.code !== "invalid-response") return false;
  const said = `${error.vendorCode} ${error.message}`;
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
    `${action} was refused for ${sweptBy} ${String(sweep[sweptBy])}, which no argument asked for, and answered for others: ` +
    `the result lacks those backups. The vendor said: ${message} (${vendorCode})`
  );
}
