import type { IResolvable, TerraformElement } from "cdktf";
import { pinnedAttribute } from "../resources/restore-point-schema";
import { backupAttribute } from "./backup-attribute";
import { BackupReference } from "./backup-reference";

/** Attribute of the backup itself, in front of its fields' names. */
const WHOLE = "pinned";

/**
 * The backup that a resource remembers.
 *
 * @param whole where the backup itself is, with its fields below it where `isFlat` is false
 * @param mayBeNull whether all but the ID may be
 */
export function pinnedBackup(
  memory: TerraformElement,
  whole: string,
  isFlat: boolean,
  mayBeNull = false,
): BackupReference {
  const read = (attribute: string): IResolvable => {
    if (attribute === WHOLE) return backupAttribute(memory, whole, false);
    const field = attribute.slice(WHOLE.length + 1);
    const [name = ""] = field.split("[", 1);
    const own = isFlat ? pinnedAttribute(name) + field.slice(name.length) : `${whole}.${field}`;
    return backupAttribute(memory, own, mayBeNull && name !== "id");
  };
  return new BackupReference({ interpolationForAttribute: read }, WHOLE, false);
}
