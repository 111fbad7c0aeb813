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

/** A hidden property with the parts of the texts. */
const KEPT = Symbol("kept");

interface Kept extends Told {
  readonly cause?: string;
}

/** @param kept `cause` says why there is no result, without the instance */
export function warning(code: WarningCode, { cause, ...told }: Kept): Warning {
  return Object.defineProperty({ code, ...rendered(told) }, KEPT, { value: { cause, ...told } });
}

const keptOf = (given: Warning): Kept => (given as { readonly [KEPT]?: Kept })[KEPT] ?? given;

/** The texts of a warning, with their parts. */
export function toldBy(given: Warning): Told {
  const { message, hint } = keptOf(given);
  return { message, hint };
}

/** Why there is no result; undefined for a warning about a result. */
export function causeOf(given: Warning): string | undefined {
  return keptOf(given).cause;
}
