import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { BackupLookup } from "./backup-lookup";
import { refusal } from "./refusal";

/**
 * Refuses a lookup that names many backups, or that stands in another stack.
 *
 * @param what reads it, such as `point`
 */
export function checkOwnLookup(reader: Construct, lookup: BackupLookup, what: string): void {
  if (lookup.isRepeated) {
    throw refusal(
      reader,
      `lookup: has forEach, so it names many backups; make one lookup and one ${what} per instance`,
    );
  }
  const [own, other] = [TerraformStack.of(reader), TerraformStack.of(lookup)];
  if (own === other) return;
  throw refusal(
    reader,
    `lookup: stands in the stack ${other.node.path}, and a ${what} reads its lookup in its own; make the ${what} there, ` +
      "and use its backupId here",
  );
}
