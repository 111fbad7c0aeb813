import { ComplexList, type IInterpolatingParent } from "cdktf";
import type { PublicBackup } from "../core/backup";
import { backupAttributes } from "../resources/backup-attributes";
import { referenceTo } from "./reference";

/** A backup in Terraform. Every field is a token, with the name and meaning of the same field of `Backup`. */
export class BackupReference extends referenceTo<PublicBackup>(backupAttributes) {}

/** Backups in Terraform, newest first. */
export class BackupReferenceList extends ComplexList {
  constructor(parent: IInterpolatingParent, attribute: string) {
    super(parent, attribute, false);
  }

  /** The backup at an index, from 0. */
  get(index: number): BackupReference {
    return new BackupReference(this.terraformResource, this.terraformAttribute, false, index);
  }
}
