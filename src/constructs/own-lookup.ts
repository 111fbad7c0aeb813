import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { IBackupLookup } from "./backup-lookup";
import { checkConstruct } from "./checks";
import { refusal } from "./refusal";

/**
 * Refuses a lookup that names many backups, or that stands in another stack.
 *
 * @param path of the construct that reads it
 * @param what reads it, such as `point`
 */
export function checkOwnLookup(path: string, scope: Construct, lookup: IBackupLookup, what: string): void {
  checkConstruct(path, "lookup", lookup, "a lookup, such as one of TencentCloudMysqlBackups");
  if (lookup.isRepeated) {
    throw refusal(
      path,
      `lookup: has forEach, so it names many backups; make one lookup and one ${what} per instance`,
    );
  }
  const other = TerraformStack.of(lookup);
  if (TerraformStack.of(scope) === other) return;
  throw refusal(
    path,
    `lookup: stands in the stack ${other.node.path}, and a ${what} reads its lookup in its own; make the ${what} there, ` +
      "and use its backupId here",
  );
}
