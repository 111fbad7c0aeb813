import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { IBackupLookup } from "./backup-lookup";
import { checkConstruct } from "./checks";
import { refusal } from "./refusal";

/**
 * Refuses a lookup that names many backups, and one of another stack.
 *
 * @param path of the construct that reads it
 * @param what kind of that construct, such as `point`
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
    `lookup: is in the stack ${other.node.path}, but a ${what} needs a lookup of its own stack; make the ${what} there, ` +
      "and use its backupId here",
  );
}
