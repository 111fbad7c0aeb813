// An app with many lookups in one stack: node app.cjs plan|synth|other COUNT. `other`: data sources of another provider.
const { App, TerraformStack } = require("cdktf");

const [mode, count] = process.argv.slice(2);

async function main() {
  const start = performance.now();
  const app = new App({ outdir: process.env.BENCH_OUT, skipValidation: true });
  const stack = new TerraformStack(app, "fleet");
  const { TencentCloudMysqlBackups, resolveBackups } = mode === "other" ? {} : require("cdktf-backups");
  const other = mode === "other" && require("@cdktf/provider-null");
  if (other) new other.provider.NullProvider(stack, "null");
  for (let index = 0; index < Number(count); index++) {
    if (other) {
      new other.dataNullDataSource.DataNullDataSource(stack, `orders-${index}`, {
        inputs: { instance_id: `cdb-30-${index}`, region: "ap-guangzhou" },
      });
    } else {
      new TencentCloudMysqlBackups(stack, `orders-${index}`, {
        instanceId: `cdb-30-${index}`,
        region: "ap-guangzhou",
        resolve: mode,
      });
    }
  }
  if (mode === "synth") await resolveBackups(app);
  app.synth();
  console.log(JSON.stringify({ ms: performance.now() - start }));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
