import { Fn, type IResolvable, Lazy, ref, type TerraformElement, TerraformStack } from "cdktf";

/** What a backup's attributes stand in. */
export interface Addressed extends Pick<TerraformElement, "cdktfStack"> {
  /** Where Terraform finds it, such as `data.backups_tencentcloud_redis.orders`. */
  readonly address: string;
}

/** What is never null where there is a backup at all. */
const NEVER_NULL = /(?:^latest_id|_count|\.(?:id|ids|instance_id))$/;

/**
 * A reference that is null where its value is. Terraform does not keep a null output, so another stack finds none to
 * refer to, and without this could be neither planned nor destroyed.
 */
function orNull(expression: string, stack: TerraformStack): IResolvable {
  const own = ref(expression, stack);
  const elsewhere = Fn.try([own, ref("null")]);
  return Lazy.anyValue({
    produce: ({ scope }) => (TerraformStack.of(scope) === stack ? own : elsewhere),
  });
}

/**
 * A reference to an attribute of a lookup's answer or of a pinned backup.
 *
 * @param attribute by Terraform's names, such as `latest.started_at`
 * @param mayBeNull whether the backup itself may be: a reference to a field of null would end the plan, and the one
 * before a destroy
 * @param expression what refers to it, where that is not its address
 */
export function backupAttribute(
  { address, cdktfStack }: Addressed,
  attribute: string,
  mayBeNull: boolean,
  expression = (field: string) => field,
): IResolvable {
  const field = `${address}.${attribute}`;
  // Vendors leave fields out.
  const mayBeMissing = attribute.includes("vendor[") || (mayBeNull && /[.[]/.test(attribute));
  const referring = expression(mayBeMissing ? `try(${field}, null)` : field);
  return mayBeNull || !NEVER_NULL.test(attribute)
    ? orNull(referring, cdktfStack)
    : ref(referring, cdktfStack);
}
