import {
  type IInterpolatingParent,
  type IResolvable,
  type TerraformProvider,
  TerraformResource,
} from "cdktf";
import type { Construct } from "constructs";
import { PROVIDER_TYPE, PROVIDER_VERSION } from "../delivery/address";
import { pinnedAttribute } from "../resources/restore-point-schema";
import { TRIGGER_TYPE } from "../resources/trigger-schema";
import { type Addressed, backupAttribute } from "./backup-attribute";
import { BackupReference } from "./backup-reference";
import { hclAttribute } from "./hcl-attribute";

/** A `backups_trigger`. */
export class TriggerMemory extends TerraformResource implements Addressed {
  constructor(
    scope: Construct,
    id: string,
    private readonly backups: string,
    provider: TerraformProvider | undefined,
  ) {
    super(scope, id, {
      terraformResourceType: TRIGGER_TYPE,
      terraformGeneratorMetadata: {
        providerName: PROVIDER_TYPE,
        providerVersion: PROVIDER_VERSION,
        providerVersionConstraint: PROVIDER_VERSION,
      },
      provider,
    });
  }

  get address(): string {
    return `${this.terraformResourceType}.${this.friendlyUniqueId}`;
  }

  /** The backup that is followed. */
  get backup(): BackupReference {
    const fields: IInterpolatingParent = {
      interpolationForAttribute: (attribute) => this.field(attribute.replace(/^followed\./, "")),
    };
    return new BackupReference(fields, "followed", false);
  }

  private field(field: string): IResolvable {
    const [name = ""] = field.split("[", 1);
    return backupAttribute(this, pinnedAttribute(name) + field.slice(name.length), false);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { backups: this.backups };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return { backups: hclAttribute(this.backups) };
  }
}
