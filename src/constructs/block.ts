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

/** Terraform's address of an element, such as `data.backups_tencentcloud_redis.orders`. */
export function addressOf(element: TerraformElement): string {
  const name = element.friendlyUniqueId;
  if (TerraformDataSource.isTerraformDataSource(element))
    return `data.${element.terraformResourceType}.${name}`;
  return TerraformResource.isTerraformResource(element)
    ? `${element.terraformResourceType}.${name}`
    : `local.${name}`;
}

/** A construct with one block of Terraform: `dependsOn` and overrides of the construct apply to that block. */
export abstract class BlockConstruct extends Construct implements ITerraformDependable {
  private get block(): TerraformElement {
    return this.node.defaultChild as TerraformElement;
  }

  /** The block's address, for `dependsOn` in the same stack. */
  get fqn(): string {
    // Not CDKTF's fqn, which is an expression: Terraform refuses expressions in replace_triggered_by.
    return Lazy.stringValue({
      produce: ({ scope }) => {
        const [own, other] = [TerraformStack.of(this), TerraformStack.of(scope)];
        if (own === other) return addressOf(this.block);
        throw refusal(
          scope,
          `dependsOn: ${this.node.path} is in another stack; call addDependency of the stack ${other.node.path}`,
        );
      },
    });
  }

  /** Sets a part of the block that has no argument here, such as `lifecycle.prevent_destroy`. */
  addOverride(path: string, value: unknown): void {
    this.block.addOverride(path, value);
  }
}
