/**
 * A value that Terraform will know only after apply. Any argument may be unknown while a configuration is
 * validated or a resource is planned, and any provider argument while the provider is configured; what a data source
 * reads, and what is applied, is known.
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

/** One argument or result of a provider, a data source, a managed resource or an object inside one. */
export interface Attribute {
  readonly type: TfType;
  /** What it is, its unit and default, in Markdown: shown by editors and in generated docs. */
  readonly description: string;
  /**
   * `required` and `optional` are set by the user, `computed` by the provider; `optional-computed` by the provider where
   * the user leaves it out, so that what was there before can be kept.
   */
  readonly use: "required" | "optional" | "computed" | "optional-computed";
  /** Terraform hides the value in its output. It does not keep it out of the state. Default false. */
  readonly sensitive?: boolean;
  /**
   * Of a managed resource, at the top level: the value is in the configuration only, in no plan and no state. Older
   * Terraform than 1.11 does not know this. Default false.
   */
  readonly writeOnly?: boolean;
  /**
   * Objects in it are compared as one value. Else Terraform compares attribute by attribute, and a plan that keeps a
   * prior object is refused where one of its attributes was null and the configuration now has a value. Default false.
   */
  readonly whole?: boolean;
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

/** Writes a path the way a Terraform expression would, such as `rows[0].labels["a b"]`. */
export function formatPath(path: TfPath): string {
  return path
    .map((step, depth) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return depth === 0 ? step : `.${step}`;
    })
    .join("");
}
