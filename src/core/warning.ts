/** Warnings in results. Pure. */
import type { WarningCode } from "./codes";
import { rendered, type Told } from "./message";

/** A warning of a successful lookup. */
export interface Warning {
  readonly code: WarningCode;
  /** The finding. */
  readonly message: string;
  /** Hint, in sentences. */
  readonly hint?: string;
}

/** A symbol: front ends find the parts of a warning, and neither JSON nor a comparison has them. */
const KEPT = Symbol("kept");

interface Kept extends Told {
  readonly cause?: string;
}

/**
 * A warning whose texts keep their parts.
 *
 * @param kept `cause` says why there is no result, without the instance: the same for all that fail for the same reason
 */
export function warning(code: WarningCode, { cause, ...told }: Kept): Warning {
  return Object.defineProperty({ code, ...rendered(told) }, KEPT, { value: { cause, ...told } });
}

const keptOf = (given: Warning): Kept => (given as { readonly [KEPT]?: Kept })[KEPT] ?? given;

/** The texts of a warning with their parts, for a front end to render. */
export function toldBy(given: Warning): Told {
  const { message, hint } = keptOf(given);
  return { message, hint };
}

/** Why there is no result; undefined for a warning about a result. */
export function causeOf(given: Warning): string | undefined {
  return keptOf(given).cause;
}
