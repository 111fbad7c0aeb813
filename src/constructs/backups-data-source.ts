import {
  type ITerraformDependable,
  type ITerraformIterator,
  TerraformDataSource,
  type TerraformProvider,
  type TerraformResourceLifecycle,
} from "cdktf";
import type { Construct } from "constructs";
import { PROVIDER_TYPE, PROVIDER_VERSION } from "../plugin/delivery/address";
import { hclAttribute } from "./hcl-attribute";

/** What Terraform itself lets every data source have. */
export interface MetaArguments {
  /** Provider that answers, where a stack has several accounts or regions. @default the stack's provider without an alias */
  readonly provider?: TerraformProvider;
  /** What must exist first; Terraform then reads at apply whenever one of them changes. */
  readonly dependsOn?: ITerraformDependable[];
  /** Makes one lookup for each of its elements. */
  readonly forEach?: ITerraformIterator;
  /** Terraform's `lifecycle`, such as a postcondition on the result. */
  readonly lifecycle?: TerraformResourceLifecycle;
}

/** A `data "backups_…"` block; one class serves all listings, because their results have one shape. */
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
    meta: MetaArguments,
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

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.values };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(this.values).map(([name, value]) => [name, hclAttribute(value)]),
    );
  }
}
