/**
 * An Alibaba Cloud Redis instance made from a backup. Its `backup_id` is ForceNew: with the newest ID, every night's
 * backup would destroy and recreate the instance. With a pinned ID, that happens only if you change the keeper.
 */
import { App, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import { AliCloudRedisBackups, RestorePoint } from "cdktf-backups";
import type { Construct } from "constructs";

class RestoredRedisStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const catalogue = new AliCloudRedisBackups(this, "catalogue", {
      instanceId: "r-bp1w8ynd3h5tq0zk",
      region: "cn-hangzhou",
      onUnavailable: "warn",
    });
    const point = new RestorePoint(this, "point", { lookup: catalogue, keepers: { rebuild: "2026-11" } });

    // With bindings from `cdktf get`, write `new KvstoreInstance(...)` instead.
    this.addOverride("terraform.required_providers.alicloud", {
      source: "aliyun/alicloud",
      version: "~> 1.220",
    });
    this.addOverride("provider.alicloud", [{ region: "cn-hangzhou" }]);
    const restored = new TerraformResource(this, "restored", {
      terraformResourceType: "alicloud_kvstore_instance",
    });
    restored.addOverride("db_instance_name", "catalogue-restored");
    restored.addOverride("instance_type", "Redis");
    restored.addOverride("engine_version", "5.0");
    restored.addOverride("instance_class", "redis.master.small.default");
    restored.addOverride("vswitch_id", "vsw-bp1xxxxxxxxxxxxxxxxxx");
    restored.addOverride("srcdb_instance_id", point.backup.instanceId);
    restored.addOverride("backup_id", point.backupId);

    new TerraformOutput(this, "restored-from", { value: point.backupId });
  }
}

const app = new App();
new RestoredRedisStack(app, "redis-from-backup");
app.synth();
