import { type IInterpolatingParent, ref, type TerraformElement } from "cdktf";

/** What a lookup's answer stands in. */
export interface Answered extends IInterpolatingParent, Pick<TerraformElement, "cdktfStack"> {
  /** Where Terraform finds it, such as `data.backups_tencentcloud_redis.orders`. */
  readonly address: string;
}

/**
 * An object that may be null, whose fields then are null too. A plan, and the one before a destroy, would otherwise end
 * at the first reference to a field. The whole expression is one reference, so that an output that CDKTF makes for
 * another stack holds all of it.
 *
 * @param name of the object's attribute
 */
export function nullable(answered: Answered, name: string): IInterpolatingParent {
  return {
    interpolationForAttribute: (attribute) =>
      attribute.startsWith(`${name}.`)
        ? ref(`try(${answered.address}.${attribute}, null)`, answered.cdktfStack)
        : answered.interpolationForAttribute(attribute),
  };
}
