import { Fn, type IInterpolatingParent, ref } from "cdktf";

/**
 * An object that may be null, whose fields then are null too. A plan, and the one before a destroy, would otherwise end
 * at the first reference to a field.
 *
 * @param name of the object's attribute
 */
export function nullable(parent: IInterpolatingParent, name: string): IInterpolatingParent {
  return {
    interpolationForAttribute: (attribute) => {
      const value = parent.interpolationForAttribute(attribute);
      return attribute.startsWith(`${name}.`) ? Fn.try([value, ref("null")]) : value;
    },
  };
}
