// The newest backup by the vendor's own SDK, the whole package as its README says: node tencentcloud.cjs redis|mysql ID
const tencentcloud = require("tencentcloud-sdk-nodejs");

const [product, instanceId] = process.argv.slice(2);
const [, list, field, time, extra] = {
  redis: ["redis", "DescribeInstanceBackups", "BackupSet", "StartTime", { Status: [1, 2, 3, 4, -1, -2] }],
  mysql: ["cdb", "DescribeBackups", "Items", "Date", {}],
}[product];
const Client = product === "redis" ? tencentcloud.redis.v20180412.Client : tencentcloud.cdb.v20170320.Client;

async function main() {
  const client = new Client({
    credential: {
      secretId: process.env.TENCENTCLOUD_SECRET_ID,
      secretKey: process.env.TENCENTCLOUD_SECRET_KEY,
    },
    region: "ap-guangzhou",
    profile: {
      httpProfile: { endpoint: new URL(process.env.BACKUPS_ENDPOINT_URL).host, protocol: "http://" },
    },
  });
  const rows = [];
  for (let total = 1; rows.length < total; ) {
    const page = await client[list]({ InstanceId: instanceId, Limit: 100, Offset: rows.length, ...extra });
    total = page.TotalCount;
    rows.push(...page[field]);
  }
  const restorable = rows.filter(({ Status }) => Status === 2 || Status === "SUCCESS");
  restorable.sort((a, b) => (a[time] < b[time] ? 1 : -1));
  console.log(String(restorable[0].BackupId));
}

main();
