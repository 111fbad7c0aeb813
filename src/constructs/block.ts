/** What stands for one block of Terraform's. */
import {
  type ITerraformDependable,
  Lazy,
  TerraformDataSource,
  type TerraformElement,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import { Construct } from "constructs";
import { refusal } from "./refusal";

/** Where Terraform finds an element, such as `data.backups_tencentcloud_redis.orders`. Read late: it may be overridden. */
export function addressOf(element: TerraformElement): string {
  const name = element.friendlyUniqueId;
  if (TerraformDataSource.isTerraformDataSource(element))
    return `data.${element.terraformResourceType}.${name}`;
  return TerraformResource.isTerraformResource(element)
    ? `${element.terraformResourceType}.${name}`
    : `local.${name}`;
}

/** A construct with one block, which it stands for in `dependsOn` and overrides. */
export abstract class BlockConstruct extends Construct implements ITerraformDependable {
  private get block(): TerraformElement {
    return this.node.defaultChild as TerraformElement;
  }

  /** The block's address, for `dependsOn` in the same stack. */
  get fqn(): string {
    // CDKTF's own is an expression, which Terraform refuses in replace_triggered_by.
    return Lazy.stringValue({
      produce: ({ scope }) => {
        const [own, other] = [TerraformStack.of(this), TerraformStack.of(scope)];
        if (own === other) return addressOf(this.block);
        throw refusal(
          scope,
          `dependsOn: ${this.node.path} stands in another stack; call addDependency of the stack ${other.node.path}`,
        );
      },
    });
  }

  /** Sets a part of the block to what the construct has no argument for, such as `lifecycle.prevent_destroy`. */
  addOverride(path: string, value: unknown): void {
    this.block.addOverride(path, value);
  }
}
