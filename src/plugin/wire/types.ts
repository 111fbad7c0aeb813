/**
 * A value that Terraform will know only after apply. Any argument may be unknown while a configuration is
 * validated, and any provider argument while the provider is configured; what a data source reads is known.
 */
export const UNKNOWN: unique symbol = Symbol("known after apply");

/** A Terraform type: a primitive, a list or map of one element type, or an object with named attributes. */
export type TfType =
  | "string"
  | "number"
  | "bool"
  | { readonly list: TfType }
  | { readonly map: TfType }
  | { readonly object: Attributes };

/** One argument or result of a provider, a data source or an object inside one. */
export interface Attribute {
  readonly type: TfType;
  /** What it is, its unit and default, in Markdown: shown by editors and in generated docs. */
  readonly description: string;
  /** `required` and `optional` are set by the user, `computed` by the provider. */
  readonly use: "required" | "optional" | "computed";
  /** Terraform hides the value in its output. It does not keep it out of the state. Default false. */
  readonly sensitive?: boolean;
}

/** Attributes by name (snake_case). */
export type Attributes = Readonly<Record<string, Attribute>>;

/**
 * A Terraform value. A `number` is a safe integer or has a fraction; an integer beyond 2^53 is a `bigint`.
 */
export type TfValue = string | number | bigint | boolean | null | typeof UNKNOWN | TfValue[] | TfObject;

/** An object or a map: values by name. */
export interface TfObject {
  [name: string]: TfValue;
}

/** Where a value stands: attribute names, map keys and list indexes from the outside in. */
export type TfPath = readonly (string | number)[];

/** Writes a path the way a Terraform expression would, such as `backups[0].vendor["Engine"]`. */
export function formatPath(path: TfPath): string {
  return path
    .map((step, depth) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return depth === 0 ? step : `.${step}`;
    })
    .join("");
}
