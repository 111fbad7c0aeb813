/**
 * A value that Terraform knows only after the apply. Arguments may be unknown in validation and plans, provider
 * arguments also in its configuration. Arguments of a read or an apply are always known.
 */
export const UNKNOWN: unique symbol = Symbol("known after apply");

export type TfPrimitive = "string" | "number" | "bool";

/** A Terraform type: a primitive, a list or map of one element type, or an object with named attributes. */
export type TfType =
  | TfPrimitive
  | { readonly list: TfType }
  | { readonly map: TfType }
  | { readonly object: Attributes };

/** One argument or result of a provider, a data source, a managed resource or an object inside one. */
export interface Attribute {
  readonly type: TfType;
  /** Meaning, unit and default, in Markdown, for editors and the docs. */
  readonly description: string;
  /**
   * The user sets `required` and `optional`, the provider `computed`. For `optional-computed` the provider sets a
   * missing value, so that it can keep the prior one.
   */
  readonly use: "required" | "optional" | "computed" | "optional-computed";
  /** Terraform hides the value in its output, but stores it in the state. Default false. */
  readonly sensitive?: boolean;
  /**
   * For top-level attributes of managed resources: the value is in no plan and no state. Needs Terraform 1.11. Default
   * false.
   */
  readonly writeOnly?: boolean;
  /**
   * Objects in it are compared as one value. Otherwise Terraform compares each attribute, and rejects a plan that keeps
   * a prior object if one of its attributes was null and now has a value. Default false.
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

/** An object without a prototype, so that `__proto__` is an ordinary key. */
export function emptyObject<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}

/** Path of a value: attribute names, map keys and list indexes, outermost first. */
export type TfPath = readonly (string | number)[];

/** A path as a Terraform expression, such as `rows[0].labels["a b"]`. */
export function formatPath(path: TfPath): string {
  return path
    .map((step, depth) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return depth === 0 ? step : `.${step}`;
    })
    .join("");
}
