import { Fn, type IResolvable, Lazy, ref, type TerraformElement, TerraformStack } from "cdktf";
import { snakeCase } from "../core/argument";
import type { PublicBackup } from "../core/backup";
import type { DatabaseInstance } from "../core/instance";
import { addressOf } from "./block";

type NullableOf<Fields> = { [Name in keyof Fields]: null extends Fields[Name] ? Name : never }[keyof Fields];
/** A restorable backup always has these. */
type Timed = Omit<PublicBackup, "startedAt" | "consistentFrom">;

/** Fields that may be null, because vendors leave them out. */
const FIELDS: Readonly<Record<NullableOf<Timed> | NullableOf<DatabaseInstance>, true>> = {
  finishedAt: true,
  consistentTo: true,
  expiresAt: true,
  sizeBytes: true,
  name: true,
  vendorState: true,
  engine: true,
  reason: true,
};
const NULLABLE = new RegExp(`(?:${Object.keys(FIELDS).map(snakeCase).join("|")}|vendor\\[.*\\])$`);

/**
 * A reference to an attribute of a lookup's answer or of a pinned backup.
 *
 * For a reference from another stack, CDKTF makes an output and derives its name from the referenced text. That text is
 * always the plain address and attribute. If it depended on options, an option would rename the output, and the other
 * stack would lose its value. Terraform stores no output that is null, so the other stack reads null if the output is
 * missing, but only if the value may be null. Otherwise Terraform reports the missing output.
 *
 * @param attribute by Terraform's names, such as `latest_started_at`
 * @param mayBeNull whether the backup itself may be null
 * @param expression makes the expression from the attribute's address; the address itself if left out
 */
export function backupAttribute(
  origin: TerraformElement,
  attribute: string,
  mayBeNull: boolean,
  expression = (field: string) => field,
): IResolvable {
  // A reference to a missing key or element would stop even a destroy.
  const mayBeMissing = attribute.includes("vendor[") || (mayBeNull && attribute.startsWith("backups["));
  // CDKTF resolves twice: the first pass prepares this object, and the second one writes it.
  let there: IResolvable | undefined;
  return Lazy.anyValue({
    produce: ({ scope, preparing }) => {
      // Not before, because the logical ID may be overridden until the stack is written.
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
