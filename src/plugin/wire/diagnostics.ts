import type { WireDiagnostic } from "./protocol";
import { formatPath, type TfPath } from "./types";

/** A message that Terraform prints with the address of the data source or provider block at fault. */
export interface Diagnostic {
  /** An error ends the run; a warning is only printed. */
  readonly severity: "error" | "warning";
  /** What failed, in a few words and without a full stop. */
  readonly summary: string;
  /** The cause and the remedy, in sentences. */
  readonly detail: string;
  /** The argument at fault, if there is one. */
  readonly attribute?: TfPath;
}

/** Diagnostic.Severity of tfplugin6. */
const SEVERITY = { error: 1, warning: 2 } as const;

/**
 * Encodes a diagnostic. Only the first step of its path goes over the wire, because Terraform 1.11 finds the source
 * line of a top-level argument and of nothing inside one (it then shows the head of the block); the detail names
 * the full path instead.
 */
export function encodeDiagnostic({ severity, summary, detail, attribute = [] }: Diagnostic): WireDiagnostic {
  const [argument] = attribute;
  return {
    severity: SEVERITY[severity],
    summary,
    detail: attribute.length > 1 ? `${detail}\n\nThe value at fault is ${formatPath(attribute)}.` : detail,
    ...(argument === undefined ? {} : { attribute: { steps: [{ attributeName: String(argument) }] } }),
  };
}
