import { TerraformDataSource } from "cdktf";
import type { Construct } from "constructs";
import { PROVIDER_TYPE, PROVIDER_VERSION } from "../delivery/address";
import { hclAttribute } from "./hcl-attribute";
import { checkLogicalId, checkMetaArguments, type MetaArguments } from "./meta-arguments";

/** A `data "backups_…"` block; one class serves all listings, because their results have one shape. */
export class BackupsDataSource extends TerraformDataSource {
  private wantedId: string | undefined;

  /**
   * @param type such as `backups_tencentcloud_redis`
   * @param values arguments by Terraform's names
   */
  constructor(
    scope: Construct,
    id: string,
    type: string,
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly meta: MetaArguments,
  ) {
    super(scope, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: {
        providerName: PROVIDER_TYPE,
        providerVersion: PROVIDER_VERSION,
        providerVersionConstraint: PROVIDER_VERSION,
      },
      ...meta,
    });
  }

  /** Where Terraform finds it. */
  get address(): string {
    return `data.${this.terraformResourceType}.${this.friendlyUniqueId}`;
  }

  override overrideLogicalId(newLogicalId: string): void {
    super.overrideLogicalId(newLogicalId);
    this.wantedId = newLogicalId;
  }

  override toTerraform(): ReturnType<TerraformDataSource["toTerraform"]> {
    this.check();
    return super.toTerraform();
  }

  override toHclTerraform(): ReturnType<TerraformDataSource["toHclTerraform"]> {
    this.check();
    return super.toHclTerraform();
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.values };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(this.values).map(([name, value]) => [name, hclAttribute(value)]),
    );
  }

  private check(): void {
    checkMetaArguments(this, this.meta);
    checkLogicalId(this, this.wantedId);
  }
}
