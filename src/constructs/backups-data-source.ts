import {
  type ITerraformDependable,
  type ITerraformIterator,
  TerraformDataSource,
  type TerraformProvider,
  type TerraformResourceLifecycle,
} from "cdktf";
import type { Construct } from "constructs";
import { checkBlock } from "./check-block";
import { hclAttributes } from "./hcl-attribute";
import { OWN_METADATA } from "./own-resource";
import { refusal } from "./refusal";

/** Arguments that Terraform gives every data source. */
export interface MetaArguments {
  /** Provider of the lookup, for several accounts or regions. @default the stack's provider without an alias */
  readonly provider?: TerraformProvider;
  /** Dependencies. If one of them changes, Terraform reads the data source during the apply. */
  readonly dependsOn?: ITerraformDependable[];
  /** Makes one lookup for each element. */
  readonly forEach?: ITerraformIterator;
  /** Terraform's `lifecycle`, such as a postcondition on the result. */
  readonly lifecycle?: TerraformResourceLifecycle;
}

/** The parts of `lifecycle` that Terraform allows for data sources. */
const CONDITIONS = ["precondition", "postcondition"];

/** A `data "backups_…"` block of any listing. */
export class BackupsDataSource extends TerraformDataSource {
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
    super(scope, id, { terraformResourceType: type, terraformGeneratorMetadata: OWN_METADATA, ...meta });
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
    return hclAttributes(this.values);
  }

  private check(): void {
    checkBlock(this, this.meta.forEach);
    const other = Object.entries(this.lifecycle ?? {}).find(
      ([name, value]) => value !== undefined && !CONDITIONS.includes(name),
    );
    if (other) {
      throw refusal(
        this,
        `lifecycle: has ${other[0]}, but Terraform allows only ${CONDITIONS.join(" and ")} for data sources; ` +
          "let the Aspect change only resources (TerraformResource.isTerraformResource)",
      );
    }
  }
}
