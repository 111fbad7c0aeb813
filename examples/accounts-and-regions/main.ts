/** Lookups in two accounts and two regions: one provider with an alias for each. */
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { AliCloudRedisBackups, BackupsProvider, TencentCloudRedisBackups } from "cdktf-backups";
import type { Construct } from "constructs";

class AccountsStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // No keys in the stack: each account is a profile in the vendor's own credentials file.
    const production = new BackupsProvider(this, "production", {
      alias: "production",
      tencentcloud: { profile: "production", region: "ap-guangzhou" },
    });
    const drills = new BackupsProvider(this, "drills", {
      alias: "drills",
      tencentcloud: { profile: "drills", region: "ap-guangzhou" },
    });
    const hangzhou = new BackupsProvider(this, "hangzhou", {
      alias: "hangzhou",
      alicloud: { region: "cn-hangzhou" },
    });
    const zhangjiakou = new BackupsProvider(this, "zhangjiakou", {
      alias: "zhangjiakou",
      alicloud: { region: "cn-zhangjiakou" },
    });

    const lookups = {
      production: new TencentCloudRedisBackups(this, "production-cache", {
        provider: production,
        instanceId: "crs-8kq2v7dn",
      }),
      drills: new TencentCloudRedisBackups(this, "drills-cache", {
        provider: drills,
        instanceId: "crs-5a4py64p",
      }),
      hangzhou: new AliCloudRedisBackups(this, "hangzhou-cache", {
        provider: hangzhou,
        instanceId: "r-bp1c6jm2x9fu4vse",
      }),
      zhangjiakou: new AliCloudRedisBackups(this, "zhangjiakou-cache", {
        provider: zhangjiakou,
        instanceId: "r-8vb5k0ry7wgd2nah",
        clusterBackups: true,
      }),
    };
    for (const [name, { latestId }] of Object.entries(lookups)) {
      new TerraformOutput(this, `${name}-backup`, { value: latestId });
    }
  }
}

const app = new App();
new AccountsStack(app, "accounts");
app.synth();
