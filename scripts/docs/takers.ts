/**
 * Terraform resources that take a backup's ID, and what they do if it changes, from the providers' code. The pages name
 * the provider's version, because such claims age.
 */
import type { ListingName } from "../../src/vendors";
import { code, table } from "./markdown";

/** What a resource does when the ID that it was given changes. */
type Change = "replaces" | "updates-nothing" | "restores-again";

interface Provider {
  readonly name: string;
  /** The release that was read, and its day. */
  readonly version: string;
}

/** A resource that takes the ID of a listing's backups. */
export interface Taker {
  readonly listing: ListingName;
  readonly resource: string;
  readonly argument: string;
  readonly change: Change;
  readonly provider: Provider;
  /** What else a user must know to give it the ID. */
  readonly note?: string;
}

const ALICLOUD: Provider = { name: "terraform-provider-alicloud", version: "1.289.0, August 2026" };
const TENCENTCLOUD: Provider = { name: "terraform-provider-tencentcloud", version: "1.83.25, August 2026" };

/** Sources: the `Schema` of each resource, ForceNew; and its update, where the argument is not ForceNew. */
export const TAKERS: readonly Taker[] = [
  {
    listing: "alicloud-redis",
    resource: "alicloud_kvstore_instance",
    argument: "backup_id",
    change: "replaces",
    provider: ALICLOUD,
    note: "It goes with `srcdb_instance_id`.",
  },
  {
    listing: "alicloud-redis",
    resource: "alicloud_redis_tair_instance",
    argument: "backup_id",
    change: "updates-nothing",
    provider: ALICLOUD,
    note: "It goes with `src_db_instance_id`; for a cloud-native cluster the argument is `cluster_backup_id`.",
  },
  {
    listing: "alicloud-rds",
    resource: "alicloud_rds_clone_db_instance",
    argument: "backup_id",
    change: "updates-nothing",
    provider: ALICLOUD,
  },
  {
    listing: "alicloud-polardb",
    resource: "alicloud_polardb_cluster",
    argument: "clone_data_point",
    change: "updates-nothing",
    provider: ALICLOUD,
    note: 'It goes with `creation_option = "CloneFromPolarDB"` and `source_resource_id`. Older releases accept no ID there.',
  },
  {
    listing: "tencentcloud-mysql",
    resource: "tencentcloud_mysql_clone_instance",
    argument: "specified_backup_id",
    change: "replaces",
    provider: { name: TENCENTCLOUD.name, version: "1.83.29, September 2026" },
  },
  {
    listing: "tencentcloud-postgres",
    resource: "tencentcloud_postgresql_clone_db_instance",
    argument: "backup_set_id",
    change: "replaces",
    provider: TENCENTCLOUD,
  },
  {
    listing: "tencentcloud-postgres",
    resource: "tencentcloud_postgresql_restore_db_instance_objects_operation",
    argument: "backup_set_id",
    change: "restores-again",
    provider: TENCENTCLOUD,
  },
  {
    listing: "tencentcloud-cynosdb",
    resource: "tencentcloud_cynosdb_roll_back_cluster",
    argument: "rollback_id",
    change: "restores-again",
    provider: TENCENTCLOUD,
  },
];

/** Where it was looked for, by the listing's cloud. JD Cloud's own provider is archived, and lists no backups. */
const LOOKED_FOR_IN: Readonly<Record<string, string>> = {
  alicloud: `${ALICLOUD.name} ${ALICLOUD.version}`,
  tencentcloud: `${TENCENTCLOUD.name} ${TENCENTCLOUD.version}`,
  jdcloud: "terraform-provider-jdcloud, which is archived",
};

/** What the vendor's provider has instead, if no resource takes the ID. */
const INSTEAD: Readonly<Partial<Record<ListingName, string>>> = {
  "alicloud-mongodb":
    `${code("alicloud_mongodb_instance")} and ${code("alicloud_mongodb_sharding_instance")} take only a time ` +
    `(${code("restore_time")}, with ${code("src_db_instance_id")}), and read it only when the instance is created.`,
  "tencentcloud-mysql": `${code("tencentcloud_mysql_rollback")} takes a time.`,
};

/** What a change does, after `it`. */
const CHANGES: Readonly<Record<Change, string>> = {
  replaces: "is destroyed and recreated",
  "updates-nothing": "shows an update that restores nothing, and the state then names the wrong backup",
  "restores-again": "restores onto the live instance again",
};

const SOURCES: Readonly<Record<Change, string>> = {
  replaces: "ForceNew",
  "updates-nothing": "not ForceNew, and used only in Create",
  "restores-again": "ForceNew, and Create restores",
};

/** Which Terraform resources take a listing's IDs, as a paragraph of its page. */
export function takersOf(listing: ListingName): string {
  const takers = TAKERS.filter((taker) => taker.listing === listing);
  const instead = INSTEAD[listing] ?? "";
  if (takers.length === 0) {
    return [
      `**In Terraform** no resource takes the ID (${LOOKED_FOR_IN[String(listing.split("-")[0])]}).`,
      instead,
      "Call the API from a [job](../restore.md#run-a-restore-once), for a pinned backup.",
    ]
      .filter(Boolean)
      .join(" ");
  }
  const sentences = takers.map(
    ({ resource, argument, change, note = "", provider }) =>
      `${code(resource)} takes the ID as ${code(argument)}; when that changes, it ${CHANGES[change]} ` +
      `(${provider.name} ${provider.version}). ${note}`.trim(),
  );
  const pin = "[Pin the ID](../restore.md) first.";
  return ["**In Terraform**", ...sentences, instead, pin].filter(Boolean).join(" ");
}

/** All of them, for pages that are not about one listing. */
export function takersTable(): string {
  return table(
    ["Consumer", "When the ID changes", "Source"],
    TAKERS.map(({ resource, argument, change, provider }) => [
      `${code(resource)} (${code(argument)})`,
      CHANGES[change],
      `${provider.name} ${provider.version}: ${SOURCES[change]}`,
    ]),
  );
}
