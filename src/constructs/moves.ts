/** Points and jobs were other resources once; `moved` blocks hand their states over (Terraform 1.8). */
import { TerraformResource, TerraformStack } from "cdktf";
import { addressOf } from "./block";

/** A `moved` block. */
interface Move {
  readonly from: string;
  readonly to: string;
}

interface Json {
  readonly moved?: readonly Move[];
}

/**
 * What a resource writes, with all moves that it needs: the user's own, and one that takes over the state of old from
 * under the same name. A move out of a state that is not there is none, so it does no harm.
 *
 * @param ofOld what the resource was, by Terraform's name
 * @param json what CDKTF writes
 */
export function withMoves<T extends object>(resource: TerraformResource, ofOld: string, json: T & Json): T {
  const moved = movesOf(resource, ofOld, json.moved ?? []);
  return moved.length > 0 ? { ...json, moved } : json;
}

/** The same for HCL. */
export function withHclMoves<T extends object>(
  resource: TerraformResource,
  ofOld: string,
  hcl: T,
  json: Json,
): T {
  const reference = (value: string) => ({
    value,
    isBlock: false,
    type: "simple",
    storageClassType: "reference",
  });
  const { moved = [] } = withMoves<Json>(resource, ofOld, json);
  return { ...hcl, moved: moved.map(({ from, to }) => ({ from: reference(from), to: reference(to) })) };
}

function movesOf(resource: TerraformResource, ofOld: string, own: readonly Move[]): readonly Move[] {
  const address = addressOf(resource);
  const into = own.find(({ to }) => to === address);
  // Terraform lets one address be moved to once: a state of old then comes through the address that it is moved from.
  const first = into ? into.from : isMovedTo(resource, address) ? undefined : address;
  if (!first?.startsWith(`${resource.terraformResourceType}.`)) return own;
  const name = first.slice(resource.terraformResourceType.length);
  return [{ from: `${ofOld}${name}`, to: first }, ...own];
}

/** Whether another resource of the stack is moved to this one. */
function isMovedTo(resource: TerraformResource, address: string): boolean {
  return TerraformStack.of(resource)
    .node.findAll()
    .filter((construct) => construct !== resource && TerraformResource.isTerraformResource(construct))
    .map((construct) => construct as TerraformResource)
    .some((other) => {
      if (!other.hasResourceMove()) return false;
      // What CDKTF itself writes: another resource's own answer would ask for this one's.
      const { moved = [] } = TerraformResource.prototype.toTerraform.call(other) as Json;
      return moved.some(({ to }) => to === address);
    });
}
