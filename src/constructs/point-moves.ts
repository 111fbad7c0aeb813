/** Points were core `terraform_data` once; `moved` blocks hand their states over (Terraform 1.8). */
import { TerraformResource, TerraformStack } from "cdktf";
import type { Addressed } from "./backup-attribute";

/** A `moved` block. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

const OF_OLD = "terraform_data";

/**
 * All moves that a point needs: the user's own, and one that takes over the state of old from under the same name. A
 * move out of a state that is not there is none, so it does no harm.
 *
 * @param own those that the user asked for on this point
 */
export function movesOf(point: TerraformResource & Addressed, own: readonly Move[]): readonly Move[] {
  const into = own.find(({ to }) => to === point.address);
  // Terraform lets one address be moved to once: a state of old then comes through the address that it is moved from.
  const first = into ? into.from : isMovedTo(point) ? undefined : point.address;
  if (!first?.startsWith(`${point.terraformResourceType}.`)) return own;
  const name = first.slice(point.terraformResourceType.length);
  return [{ from: `${OF_OLD}${name}`, to: first }, ...own];
}

/** Whether another resource of the stack is moved to the point. */
function isMovedTo(point: TerraformResource & Addressed): boolean {
  return TerraformStack.of(point)
    .node.findAll()
    .filter((construct) => construct !== point && TerraformResource.isTerraformResource(construct))
    .map((construct) => construct as TerraformResource)
    .some((other) => {
      if (!other.hasResourceMove()) return false;
      // What CDKTF itself writes: another point's own answer would ask for this one's.
      const { moved = [] } = TerraformResource.prototype.toTerraform.call(other) as {
        moved?: readonly Move[];
      };
      return moved.some(({ to }) => to === point.address);
    });
}
