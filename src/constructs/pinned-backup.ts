import type { IResolvable, TerraformElement } from "cdktf";
import { pinnedAttribute } from "../resources/restore-point-schema";
import { backupAttribute } from "./backup-attribute";
import { BackupReference } from "./backup-reference";

/** Name of the backup itself in the attributes that cdktf asks for, such as `pinned.id`. */
const WHOLE = "pinned";

/**
 * The backup that a resource stores.
 *
 * @param whole attribute of the backup itself; its fields are below it, unless `isFlat`
 * @param isFlat whether the fields are attributes of the resource
 * @param mayBeNull whether all fields except the ID may be null
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
