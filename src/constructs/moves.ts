/** `moved` blocks for points and jobs, which were other resources before (Terraform 1.8). */
import { TerraformResource, TerraformStack } from "cdktf";
import { addressOf } from "./block";

interface Move {
  readonly from: string;
  readonly to: string;
}
type Json = { readonly moved?: readonly Move[] };

/**
 * All moves of a resource: the user's own, and one from the former resource of the same name. Terraform ignores a move
 * if the state does not have its origin.
 *
 * @param ofOld type of the former resource
 * @param json the resource as CDKTF writes it
 */
export function movesOf(
  resource: TerraformResource,
  ofOld: string,
  { moved: own = [] }: Json,
): readonly Move[] {
  const address = addressOf(resource);
  const into = own.find(({ to }) => to === address);
  // Terraform allows one move to an address. So the former resource is moved to the origin of the user's own move.
  const first = into ? into.from : isMovedTo(resource, address) ? undefined : address;
  if (!first?.startsWith(`${resource.terraformResourceType}.`)) return own;
  const name = first.slice(resource.terraformResourceType.length);
  return [{ from: `${ofOld}${name}`, to: first }, ...own];
}

/** Whether another resource of the stack is moved to this one. */
function isMovedTo(resource: TerraformResource, address: string): boolean {
  return TerraformStack.of(resource)
    .node.findAll()
    .filter(TerraformResource.isTerraformResource)
    .some((other) => {
      if (other === resource || !other.hasResourceMove()) return false;
      // Not the overridden method: that of another point would call this function for this resource, without end.
      const { moved = [] } = TerraformResource.prototype.toTerraform.call(other) as Json;
      return moved.some(({ to }) => to === address);
    });
}
