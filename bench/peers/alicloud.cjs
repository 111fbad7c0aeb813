// The newest backup by the vendor's own SDK: node alicloud.cjs ID
const { default: Client, DescribeBackupsRequest } = require("@alicloud/r-kvstore20150101");

const [instanceId] = process.argv.slice(2);

async function main() {
  const client = new Client({
    accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    endpoint: new URL(process.env.BACKUPS_ENDPOINT_URL).host,
    protocol: "HTTP",
    regionId: "cn-hangzhou",
  });
  const rows = [];
  for (let number = 1, total = 1; rows.length < total; number++) {
    const { body } = await client.describeBackups(
      new DescribeBackupsRequest({
        instanceId,
        startTime: "2010-01-01T00:00Z",
        endTime: "2050-01-01T00:00Z",
        pageNumber: number,
        pageSize: 300,
      }),
    );
    total = body.totalCount;
    rows.push(...body.backups.backup);
  }
  const restorable = rows.filter(({ backupStatus }) => backupStatus === "Success");
  restorable.sort((a, b) => (a.backupStartTime < b.backupStartTime ? 1 : -1));
  console.log(String(restorable[0].backupId));
}

main();
