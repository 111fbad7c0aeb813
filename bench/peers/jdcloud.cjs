// The newest backup by the vendor's own SDK: node jdcloud.cjs ID
const sdk = require("jdcloud-sdk-js/src/lib/core");
const Redis = require("jdcloud-sdk-js/src/services/redis");

const [instanceId] = process.argv.slice(2);
// Otherwise it prints every request, its signature included, to stdout.
sdk.config.logger = () => {};

async function main() {
  const client = new Redis({
    credentials: {
      accessKeyId: process.env.JDCLOUD_ACCESS_KEY,
      secretAccessKey: process.env.JDCLOUD_SECRET_KEY,
    },
    regionId: "cn-north-1",
    endpoint: { host: new URL(process.env.BACKUPS_ENDPOINT_URL).host, protocol: "http" },
  });
  const rows = [];
  for (let number = 1, total = 1; rows.length < total; number++) {
    const { result } = await client.describeBackups(
      { cacheInstanceId: instanceId, pageNumber: number, pageSize: 100 },
      "cn-north-1",
    );
    total = result.totalCount;
    rows.push(...result.backups);
  }
  const restorable = rows.filter(({ backupStatus }) => backupStatus === 2);
  restorable.sort((a, b) => (a.backupStartTime < b.backupStartTime ? 1 : -1));
  console.log(restorable[0].baseId);
}

main();
