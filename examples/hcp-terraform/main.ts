/**
 * A stack for remote runs on HCP Terraform, whose machines have no Node.js. The lookups run at synthesis, and their
 * results are in the JSON. The remote run needs neither the plugin nor the clouds' keys.
 */
import { App, CloudBackend, Fn, NamedCloudWorkspace, TerraformOutput, TerraformStack } from "cdktf";
import { JdCloudRedisBackups, RestorePoint, resolveBackups } from "cdktf-backups";
import type { Construct } from "constructs";

class RemoteStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CloudBackend(this, { organization: "example", workspaces: new NamedCloudWorkspace("restore") });
    const sessions = new JdCloudRedisBackups(this, "sessions", {
      instanceId: "redis-vq3n8yd0c1",
      region: "cn-north-1",
      resolve: "synth",
      onUnavailable: "warn",
    });
    const point = new RestorePoint(this, "point", { lookup: sessions, keepers: { drill: "1" } });
    new TerraformOutput(this, "restore-from", { value: point.backupId });
    // Null while the API is down; cdktf cannot print a null output together with others.
    new TerraformOutput(this, "newest", { value: Fn.coalesce([sessions.latestId, "none"]) });
  }
}

async function main(): Promise<void> {
  const app = new App();
  new RemoteStack(app, "remote");
  await resolveBackups(app);
  app.synth();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
