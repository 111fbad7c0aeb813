import type { Message } from "./messages";
import { formatPath, type TfPath } from "./types";

/** A message that Terraform prints with the address of the block. */
export interface Diagnostic {
  /** An error ends the run; a warning is only printed. */
  readonly severity: "error" | "warning";
  /** What failed, in a few words and without a full stop. */
  readonly summary: string;
  /** The cause and the remedy, in sentences. */
  readonly detail: string;
  /** The wrong argument, if there is one. */
  readonly attribute?: TfPath;
}

/** @param attribute path of the wrong argument, if there is one */
export function anError(summary: string, detail: string, attribute?: TfPath): Diagnostic {
  return { severity: "error", summary, detail, attribute };
}

/** @param attribute path of the argument, if there is one */
export function aWarning(summary: string, detail: string, attribute?: TfPath): Diagnostic {
  return { severity: "warning", summary, detail, attribute };
}

/** Diagnostic.Severity of tfplugin6. */
const SEVERITY = { error: 1, warning: 2 } as const;

/**
 * Encodes a diagnostic with only the first step of its path: Terraform 1.11 finds the source line only of a top-level
 * argument. The detail names the full path.
 */
export function encodeDiagnostic({
  severity,
  summary,
  detail,
  attribute = [],
}: Diagnostic): Message<"Diagnostic"> {
  const [argument] = attribute;
  return {
    severity: SEVERITY[severity],
    summary,
    detail: attribute.length > 1 ? `${detail}\n\nThe value at fault is ${formatPath(attribute)}.` : detail,
    ...(argument === undefined ? {} : { attribute: { steps: [{ attributeName: String(argument) }] } }),
  };
}
