import { type IResolvable, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { type Addressed, backupAttribute } from "./backup-attribute";

/**
 * The `terraform_data` whose input is a pinned backup: it keeps what it was created with, and a replacement takes
 * what is newest then. CDKTF's own class for it is not used: it runs `terraform version` at synthesis, and a stack
 * must synthesise where there is no Terraform.
 */
export class PinnedBackup extends TerraformResource implements Addressed {
  /**
   * @param input the backup, an expression
   * @param keepers values whose change replaces the resource
   * @param nothing what is said where the input is null, before what to do
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly input: string,
    private readonly keepers: Readonly<Record<string, string>>,
    nothing: string,
  ) {
    super(scope, id, {
      terraformResourceType: "terraform_data",
      terraformGeneratorMetadata: { providerName: "terraform" },
    });
    this.lifecycle = {
      ignoreChanges: ["input"],
      // Where a lookup is made only while applying, a point may be there already that holds nothing.
      postcondition: [
        {
          condition: "${self.input != null}",
          errorMessage: `${nothing} Once there is a backup, run terraform apply -replace=${this.address} if the point still holds none.`,
        },
      ],
    };
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.input, triggers_replace: { ...this.keepers } };
  }

  get address(): string {
    return `${this.terraformResourceType}.${this.friendlyUniqueId}`;
  }

  /**
   * A field of the pinned backup. Before a destroy Terraform plans the whole configuration, and there forgives what
   * the postcondition refuses, but no field of null: a reference would block the destroy where a keeper was changed
   * and nothing can be pinned. Its value is then one that no plan knows, which fits wherever it is used, in a text or
   * as a required argument. An apply knows what `uuid` gives, which is no JSON, so that it never stands for a backup.
   * Nothing is hidden from an apply: the postcondition stops it before anything that refers to the pin is evaluated.
   */
  override interpolationForAttribute(attribute: string): IResolvable {
    const { address } = this;
    return backupAttribute(this, attribute, false, (field) =>
      attribute.startsWith("input.") ? `(${address}.input == null ? jsondecode(uuid()) : ${field})` : field,
    );
  }

  /** Refused: CDKTF writes a postcondition as HCL that Terraform does not read, and leaves check blocks out. */
  override toHclTerraform(): never {
    throw new Error(
      `[${this.node.path}] a restore point cannot be written as HCL, because CDKTF writes its conditions in a form that ` +
        "Terraform refuses; synthesise JSON, which is the default (leave out --hcl and SYNTH_HCL_OUTPUT)",
    );
  }
}
