import { Fn, type IResolvable, Lazy, ref, type TerraformElement, TerraformStack } from "cdktf";
import { addressOf } from "./block";

/** Fields that a backup may lack, because vendors leave them out. */
const NULLABLE = /(?:finished_at|consistent_to|expires_at|size_bytes|name|vendor\[.*\])$/;

/**
 * A reference to an attribute of a lookup's answer or of a pinned backup.
 *
 * CDKTF makes an output for a reference in another stack, and derives its name from what is referred to. That is the
 * address with the attribute, and nothing that depends on options: else an option would rename the output, and the
 * other stack would lose its value. Terraform keeps no output that is null, so the other stack reads null where it
 * finds none; but only where the value may be null. Everywhere else a missing output is Terraform's error.
 *
 * @param attribute by Terraform's names, such as `latest_started_at`
 * @param mayBeNull whether the backup itself may be
 * @param expression what refers to it, where that is not its address
 */
export function backupAttribute(
  origin: TerraformElement,
  attribute: string,
  mayBeNull: boolean,
  expression = (field: string) => field,
): IResolvable {
  // Vendors leave fields out, and a list may be shorter: an element that is missing would end even a plan to destroy.
  const mayBeMissing = attribute.includes("vendor[") || (mayBeNull && attribute.startsWith("backups["));
  // One for both passes of CDKTF: the first one, which prepares, leaves in it what the second one writes.
  let there: IResolvable | undefined;
  return Lazy.anyValue({
    produce: ({ scope, preparing }) => {
      // Read late: the logical ID may be overridden until the stack is synthesised.
      const stack = origin.cdktfStack;
      const field = `${addressOf(origin)}.${attribute}`;
      const own = ref(expression(mayBeMissing ? `try(${field}, null)` : field), stack);
      if (TerraformStack.of(scope) === stack) return own;
      if (preparing) stack.registerOutgoingCrossStackReference(field).value = own;
      there ??= ref(field, stack);
      return mayBeNull || NULLABLE.test(attribute) ? Fn.try([there, ref("null")]) : there;
    },
  });
}
