/**
 * An example: a stack with the latest restorable backup of some databases. Instances, regions and the time of the
 * lookups are in the context in cdktf.json. Copy this file and cdktf.json into your own project.
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
  readonly listing: string;
  readonly instanceId: string;
  readonly region: string;
}

type MakeLookup = (
  scope: Construct,
  id: string,
  instance: Omit<Instance, "listing"> & { readonly endpoint?: string },
) => BackupLookup;

const LOOKUPS: Readonly<Record<string, MakeLookup>> = {
  "tencentcloud-redis": (...args) => new TencentCloudRedisBackups(...args),
  // A clone needs a physical backup, so newer logical ones are skipped.
  "tencentcloud-mysql": (scope, id, instance) =>
    new TencentCloudMysqlBackups(scope, id, { ...instance, methods: ["physical"] }),
  "jdcloud-redis": (...args) => new JdCloudRedisBackups(...args),
  "alicloud-redis": (...args) => new AliCloudRedisBackups(...args),
};

/** Address of the emulator that `npm start` runs; undefined: lookups use the vendors. */
const endpoint = process.env.EXAMPLE_ENDPOINT;

class RestoreStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const instances: Record<string, Instance> = this.node.getContext("instances");
    for (const [name, { listing, ...instance }] of Object.entries(instances)) {
      const makeLookup = LOOKUPS[listing];
      if (!makeLookup) {
        throw new Error(
          `cdktf.json: context.instances.${name}: got ${JSON.stringify(listing)}, expected one of: ${Object.keys(LOOKUPS).join(", ")}`,
        );
      }
      const lookup = makeLookup(this, name, { ...instance, endpoint });
      new TerraformOutput(this, `${name}-backup-id`, { value: lookup.latestId });
      new TerraformOutput(this, `${name}-backup-started-at`, { value: lookup.latest.startedAt });
      new TerraformOutput(this, `${name}-backup-type`, { value: lookup.latest.type });
      new TerraformOutput(this, `${name}-backups-seen`, { value: lookup.totalCount });
      new TerraformOutput(this, `${name}-backups-eligible`, { value: lookup.eligibleCount });
    }
  }
}

async function main(): Promise<void> {
  const app = new App();
  new RestoreStack(app, "restore");
  // Makes the lookups with `resolve: "synth"`; does nothing if Terraform makes them while planning.
  await resolveBackups(app);
  app.synth();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
