import type { WireDiagnostic, WirePathStep } from "./protocol";
import type { Schema } from "./schema";
import type { TfPath, TfType } from "./types";

/** A message that Terraform prints with the address of the data source or provider block at fault. */
export interface Diagnostic {
  /** An error ends the run; a warning is only printed. */
  readonly severity: "error" | "warning";
  /** What failed, in a few words and without a full stop. */
  readonly summary: string;
  /** The cause and the remedy, in sentences. */
  readonly detail: string;
  /** The argument at fault, where one is. */
  readonly attribute?: TfPath;
}

/** Diagnostic.Severity of tfplugin6. */
const SEVERITY = { error: 1, warning: 2 } as const;

/** Encodes a diagnostic of something that has this schema. */
export function encodeDiagnostic(diagnostic: Diagnostic, schema: Schema): WireDiagnostic {
  const { severity, summary, detail, attribute } = diagnostic;
  return {
    severity: SEVERITY[severity],
    summary,
    detail,
    ...(attribute ? { attribute: { steps: pathSteps(attribute, { object: schema.attributes }) } } : {}),
  };
}

/** The wire tells a map's key from an object's attribute, which a path does not: the type along the way does. */
function pathSteps(path: TfPath, root: TfType): WirePathStep[] {
  let type: TfType | undefined = root;
  return path.map((step) => {
    const parent = type;
    type = childType(parent, step);
    if (typeof step === "number") return { elementKeyInt: step };
    const inMap = typeof parent === "object" && "map" in parent;
    return inMap ? { elementKeyString: step } : { attributeName: step };
  });
}

function childType(type: TfType | undefined, step: string | number): TfType | undefined {
  if (type === undefined || typeof type === "string") return undefined;
  if ("list" in type) return type.list;
  if ("map" in type) return type.map;
  return type.object[step]?.type;
}
