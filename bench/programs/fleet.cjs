// Lookups of many instances through one client: node fleet.cjs LOOKUPS [TIMEOUT]. Prints how many failed, and the time.
const { BackupsClient } = require("cdktf-backups/client");

const [lookups, timeout] = process.argv.slice(2).map(Number);

async function main() {
  const start = performance.now();
  const client = new BackupsClient({ timeout });
  const instances = Array.from({ length: lookups }, (_, index) => `cdb-30-${index}`);
  const settled = await Promise.allSettled(
    instances.map((instanceId) =>
      client.lookup("tencentcloud-mysql", { instanceId, region: "ap-guangzhou" }),
    ),
  );
  const wrong = settled.filter(({ value }) => value?.latestId !== "400000029").length;
  console.log(JSON.stringify({ failed: wrong, ms: performance.now() - start }));
}

main();
