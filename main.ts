/**
 * An example: a stack that names the latest restorable backup of four databases. Instances, regions and the time of
 * resolution come from the context in cdktf.json. Copy this file and cdktf.json into a project of your own.
 */
import { App, TerraformOutput, TerraformStack } from "cdktf";
import {
  AliCloudRedisBackups,
  type BackupLookup,
  JdCloudRedisBackups,
  resolveBackups,
  TencentCloudMysqlBackups,
  TencentCloudRedisBackups,
} from "cdktf-backups";
import type { Construct } from "constructs";

interface Instance {
  readonly instanceId: string;
  readonly region: string;
}

class RestoreStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const instances: Record<string, Instance> = this.node.getContext("instances");
    const instance = (name: string): Instance => {
      const found = instances[name];
      if (!found) throw new Error(`cdktf.json: context.instances has no ${JSON.stringify(name)}`);
      return { instanceId: found.instanceId, region: found.region };
    };

    const lookups: Record<string, BackupLookup> = {
      "orders-cache": new TencentCloudRedisBackups(this, "orders-cache", instance("orders-cache")),
      // A clone can only be made from a physical backup, so a newer logical one is passed over.
      "orders-db": new TencentCloudMysqlBackups(this, "orders-db", {
        ...instance("orders-db"),
        methods: ["physical"],
      }),
      sessions: new JdCloudRedisBackups(this, "sessions", instance("sessions")),
      catalogue: new AliCloudRedisBackups(this, "catalogue", instance("catalogue")),
    };

    for (const [name, lookup] of Object.entries(lookups)) {
      new TerraformOutput(this, `${name}-backup-id`, { value: lookup.latestId });
      new TerraformOutput(this, `${name}-backup-started-at`, { value: lookup.latest.startedAt });
      new TerraformOutput(this, `${name}-backup-size-bytes`, { value: lookup.latest.sizeBytes });
      new TerraformOutput(this, `${name}-backups-seen`, { value: lookup.totalCount });
      new TerraformOutput(this, `${name}-backups-eligible`, { value: lookup.eligibleCount });
    }
  }
}

async function main(): Promise<void> {
  const app = new App();
  new RestoreStack(app, "restore");
  // Makes the lookups that are resolved at synthesis; does nothing where Terraform makes them while planning.
  await resolveBackups(app);
  app.synth();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
