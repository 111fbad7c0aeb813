import { ComplexList, ComplexObject, type IInterpolatingParent, type IResolvable, Token } from "cdktf";
import type { Construct } from "constructs";
import { checkArguments } from "../core/argument";
import { instancesDataSourceType } from "../listings/data-source-type";
import { type InstancesQuery, instancesArguments } from "../lookup/query";
import { type ListingName, listingNamed } from "../vendors";
import { type Arguments, checkKnown, terraformArguments } from "./arguments";
import { backupAttribute } from "./backup-attribute";
import { BackupsDataSource, type MetaArguments } from "./backups-data-source";
import { BackupsProvider } from "./backups-provider";
import { BlockConstruct } from "./block";
import { checkScope } from "./check-scope";

/** Arguments of {@link DatabaseInstances}. */
export interface DatabaseInstancesProps extends InstancesQuery, Omit<MetaArguments, "forEach"> {
  /** Listing whose instances are listed, such as `tencentcloud-redis`. */
  readonly listing: ListingName;
  /** Arguments that may be missing and then count as left out: undefined, or a reference that is null. @default none */
  readonly optional?: readonly (keyof InstancesQuery)[];
}

/** An instance whose values Terraform knows. Names and meanings are those of `DatabaseInstance`. */
export class InstanceReference extends ComplexObject {
  /** What a lookup takes as `instanceId`. */
  get id(): string {
    return this.getStringAttribute("id");
  }
  /** Its name, or null. */
  get name(): string {
    return this.getStringAttribute("name");
  }
  /** Region that was listed. */
  get region(): string {
    return this.getStringAttribute("region");
  }
  /** `running`, `creating`, `changing`, `stopped`, `deleted` or `unknown`. */
  get state(): string {
    return this.getStringAttribute("state");
  }
  /** The state in the vendor's own word; null where it gave none. */
  get vendorState(): string {
    return this.getStringAttribute("vendor_state");
  }
  /** `primary`, `read-only`, `disaster-recovery`, `temporary` or `unknown`. */
  get role(): string {
    return this.getStringAttribute("role");
  }
  /** How its backups are listed: `standard`, `sharded`, `cluster` or `unknown`. */
  get kind(): string {
    return this.getStringAttribute("kind");
  }
  /** Its engine, in the vendor's own word, or null. */
  get engine(): string {
    return this.getStringAttribute("engine");
  }
  /** Whether backups of it can exist. */
  get lookable(): IResolvable {
    return this.getBooleanAttribute("lookable");
  }
  /** Why it is not lookable, or null. */
  get reason(): string {
    return this.getStringAttribute("reason");
  }
}

/** Instances whose values Terraform knows, in the order of their IDs. */
export class InstanceReferenceList extends ComplexList {
  /** @internal */
  constructor(parent: IInterpolatingParent) {
    super(parent, "instances", false);
  }

  /** The instance at a place, from 0. */
  get(index: number): InstanceReference {
    return new InstanceReference(this.terraformResource, this.terraformAttribute, false, index);
  }
}

/**
 * The instances of a region, which Terraform lists while it plans. Where a stack is built from them at synthesis, ask
 * `new BackupsClient().instances(listing, { region })` before, and loop over the answer.
 *
 * A list that cannot be read is an error, whatever the lookups' `onUnavailable`: an outage must not look like a region
 * without instances, since `forEach` would then destroy what was made for each of them. The error
 * prints the command that destroys all the same, without reading a list.
 *
 * @example
 * const all = new DatabaseInstances(this, "all", { listing: "tencentcloud-redis", region: "ap-guangzhou" });
 * const each = TerraformIterator.fromList(all.ids);
 * new TencentCloudRedisBackups(this, "each", { forEach: each, instanceId: each.value, region: "ap-guangzhou" });
 */
export class DatabaseInstances extends BlockConstruct {
  private readonly child: BackupsDataSource;

  constructor(scope: Construct, id: string, props: DatabaseInstancesProps) {
    const path = checkScope(scope, id, props);
    const { listing, provider, dependsOn, lifecycle, optional = [], ...rest } = props;
    const given: Arguments = { ...rest };
    let type = "";
    checkKnown(path, instancesArguments, given, optional, (known) => {
      type = instancesDataSourceType(listingNamed(listing ?? ""));
      checkArguments(instancesArguments, known);
    });
    const values = terraformArguments(instancesArguments, given, optional);
    super(scope, id);
    if (!provider) BackupsProvider.ensure(this);
    this.child = new BackupsDataSource(this, "Default", type, values, { provider, dependsOn, lifecycle });
  }

  /**
   * The class for one listing, for CDKTF's matchers, which ask a class for its data source.
   *
   * @example
   * expect(Testing.synth(stack)).toHaveDataSource(DatabaseInstances.of("tencentcloud-redis"));
   */
  static of(listing: ListingName): typeof DatabaseInstances & { readonly tfResourceType: string } {
    return class extends DatabaseInstances {
      static readonly tfResourceType = instancesDataSourceType(listingNamed(listing));
    };
  }

  /**
   * IDs of the instances of which backups can exist: without read-only and temporary ones, Memcache, and those that are
   * deleted or being created. No other state takes an instance out.
   */
  get ids(): string[] {
    return Token.asList(backupAttribute(this.child, "ids", false));
  }

  /** IDs of the instances that are being created. They are in `ids` once that is done. */
  get creatingIds(): string[] {
    return Token.asList(backupAttribute(this.child, "creating_ids", false));
  }

  /** Names of the instances in `ids`, by ID; the ID itself if an instance has no name. */
  get names(): Record<string, string> {
    return Token.asStringMap(backupAttribute(this.child, "names", false));
  }

  /** All instances, lookable or not, in the order of their IDs. */
  get instances(): InstanceReferenceList {
    return new InstanceReferenceList({
      interpolationForAttribute: (attribute) => backupAttribute(this.child, attribute, false),
    });
  }
}
