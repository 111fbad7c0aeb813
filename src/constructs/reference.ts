/** References to objects in Terraform, by the table of their attributes. */
import { ComplexObject, type IResolvable, StringMap } from "cdktf";
import { camelCase } from "../core/argument";
import type { backupAttributes } from "../resources/backup-attributes";

type Attributes = typeof backupAttributes;

type TokenFor<Value> = Value extends boolean
  ? IResolvable
  : Value extends string
    ? string
    : Value extends number | bigint
      ? number
      : Value extends readonly string[]
        ? string[]
        : StringMap;

/** The same fields, each as a token. */
export type Tokens<Fields> = { readonly [Name in keyof Fields]: TokenFor<NonNullable<Fields[Name]>> };

function tokenFor(object: ComplexObject, attribute: string, type: Attributes[string]["type"]): unknown {
  if (type === "string") return object.getStringAttribute(attribute);
  if (type === "number") return object.getNumberAttribute(attribute);
  if (type === "bool") return object.getBooleanAttribute(attribute);
  return "list" in Object(type) ? object.getListAttribute(attribute) : new StringMap(object, attribute);
}

/** The class of references to an object, with a getter for each attribute. */
export function referenceTo<Fields>(
  attributes: Attributes,
): new (
  ...where: ConstructorParameters<typeof ComplexObject>
) => ComplexObject & Tokens<Fields> {
  class Reference extends ComplexObject {}
  for (const [attribute, { type }] of Object.entries(attributes)) {
    Object.defineProperty(Reference.prototype, camelCase(attribute), {
      get(this: ComplexObject) {
        return tokenFor(this, attribute, type);
      },
    });
  }
  return Reference as ReturnType<typeof referenceTo<Fields>>;
}
