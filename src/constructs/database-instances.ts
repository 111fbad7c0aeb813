import { ComplexList, type IInterpolatingParent, Token } from "cdktf";
import type { Construct } from "constructs";
import { checkArguments } from "../core/argument";
import type { DatabaseInstance } from "../core/instance";
import { instancesDataSourceType } from "../listings/data-source-type";
import { type InstancesQuery, instancesArguments } from "../lookup/query";
import { instanceAttributes } from "../resources/instance-attributes";
import { type ListingName, listingNamed } from "../vendors";
import { checkKnown, terraformArguments } from "./arguments";
import { backupAttribute } from "./backup-attribute";
import { BackupsDataSource, type MetaArguments } from "./backups-data-source";
import { BackupsProvider } from "./backups-provider";
import { BlockConstruct } from "./block";
import { checkScope } from "./check-props";
import { referenceTo } from "./reference";

/** Arguments of {@link DatabaseInstances}. */
export interface DatabaseInstancesProps extends InstancesQuery, Omit<MetaArguments, "forEach"> {
  /** Listing whose instances are listed, such as `tencentcloud-redis`. */
  readonly listing: ListingName;
  /** Arguments that may be missing: undefined, or a reference that is null. They then count as left out. @default none */
  readonly optional?: readonly (keyof InstancesQuery)[];
}

/** An instance in Terraform. Every field is a token, with the name and meaning of the same field of `DatabaseInstance`. */
export class InstanceReference extends referenceTo<DatabaseInstance>(instanceAttributes) {}

/** Instances in Terraform, in the order of their IDs. */
export class InstanceReferenceList extends ComplexList {
  /** @internal */
  constructor(parent: IInterpolatingParent) {
    super(parent, "instances", false);
  }

  /** The instance at an index, from 0. */
  get(index: number): InstanceReference {
    return new InstanceReference(this.terraformResource, this.terraformAttribute, false, index);
  }
}

/**
 * The instances of a region. Terraform lists them while planning. To make constructs for them at synthesis, call
 * `new BackupsClient().instances(listing, { region })` first, and loop over the result.
 *
 * There is no `onUnavailable`: if the list cannot be read, the plan fails. Otherwise an outage would look like a region
 * without instances, and `forEach` would destroy its resources. The error prints the command for a destroy that reads
 * no list.
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
    const { listing, provider, dependsOn, lifecycle, optional = [], ...given } = props;
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
   * The class for one listing, for CDKTF's matchers, which read `tfResourceType` of a class.
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
   * IDs of the instances that can have backups. Leaves out read-only and temporary instances, Memcache, and instances
   * that are deleted or being created. All other states stay.
   */
  get ids(): string[] {
    return Token.asList(backupAttribute(this.child, "ids", false));
  }

  /** IDs of the instances that are being created. They are in `ids` afterwards. */
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
