import { Token } from "cdktf";
import { Construct } from "constructs";
import { checkArguments } from "../core/argument";
import { instancesDataSourceType } from "../listings/data-source-type";
import { type InstancesQuery, instancesArguments } from "../lookup/query";
import { type ListingName, listingNamed } from "../vendors";
import { type Arguments, checkKnown, terraformArguments } from "./arguments";
import { backupAttribute } from "./backup-attribute";
import { BackupsDataSource } from "./backups-data-source";
import { BackupsProvider } from "./backups-provider";
import { checkFramework } from "./framework";
import type { MetaArguments } from "./meta-arguments";

/** Arguments of {@link DatabaseInstances}. */
export interface DatabaseInstancesProps extends InstancesQuery, Omit<MetaArguments, "forEach"> {
  /** Listing whose instances are listed, such as `tencentcloud-redis`. */
  readonly listing: ListingName;
  /** Arguments that may be missing and then count as left out: undefined, or a reference that is null. @default none */
  readonly optional?: readonly (keyof InstancesQuery)[];
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
export class DatabaseInstances extends Construct {
  private readonly child: BackupsDataSource;

  constructor(scope: Construct, id: string, props: DatabaseInstancesProps) {
    checkFramework(scope, id);
    super(scope, id);
    const { listing, provider, dependsOn, lifecycle, optional = [], ...rest } = props;
    const given: Arguments = { ...rest };
    checkKnown(this, instancesArguments, given, optional, (known) =>
      checkArguments(instancesArguments, known),
    );
    const values = terraformArguments(instancesArguments, given, optional);
    if (!provider) BackupsProvider.ensure(this);
    const type = instancesDataSourceType(listingNamed(listing));
    this.child = new BackupsDataSource(this, "Default", type, values, {
      provider,
      dependsOn,
      lifecycle,
    });
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

  /** IDs of the instances that are being created, and are in `ids` as soon as that is done. */
  get creatingIds(): string[] {
    return Token.asList(backupAttribute(this.child, "creating_ids", false));
  }

  /** The names of those in `ids` by ID; the ID itself where an instance has no name. */
  get names(): Record<string, string> {
    return Token.asStringMap(backupAttribute(this.child, "names", false));
  }
}
