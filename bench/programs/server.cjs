// The four listing APIs without checks, for measuring: a process of its own, as light as it can be.
// The number in an instance's ID is how many backups it has. Options as JSON: delayMs, perSecond (allowed in any second).
const http = require("node:http");

const { delayMs = 0, perSecond = Number.POSITIVE_INFINITY } = JSON.parse(process.argv[2] ?? "{}");
const FIRST = Date.UTC(2020, 0, 1);
const utc = (index) => new Date(FIRST + index * 60_000).toISOString().replace(/\.\d+/, "");
const wall = (index) => utc(index).replace("T", " ").replace("Z", "");
const url = (index) => `https://backups.example.com/${index}?q-sign-algorithm=sha1&q-signature=${index}`;

/** A row in each vendor's words, oldest first. */
const rows = {
  DescribeInstanceBackups: (id, i) =>
    `{"BackupId":"6${String(i).padStart(23, "0")}","StartTime":"${wall(i)}","EndTime":"${wall(i)}","BackupType":"1","Status":2,"Remark":"","Locked":0,"BackupSize":${3e9 + i},"InstanceId":"${id}","InstanceName":"orders","Region":"ap-guangzhou","FileType":"RDB-Redis 6.2","ExpireTime":"2099-01-01 00:00:00"}`,
  mysql: (id, i) =>
    `{"BackupId":${4e8 + i},"Date":"${wall(i)}","StartTime":"${wall(i)}","FinishTime":"${wall(i)}","Status":"SUCCESS","Size":${3e9 + i},"Type":"physical","Method":"full","Way":"automatic","Name":"orders_${i}.xb","InstanceId":"${id}","InternetUrl":"${url(i)}","IntranetUrl":"${url(i)}","Creator":"SYSTEM","SaveMode":"regular","Region":"ap-guangzhou","EncryptionFlag":"off"}`,
  jdcloud: (id, i) =>
    `{"baseId":"base-${i}","backupFileName":"orders-${i}","cacheInstanceId":"${id}","backupSize":${3e9 + i},"backupStartTime":"${utc(i)}","backupEndTime":"${utc(i)}","backupType":0,"backupStatus":2,"backupDownloadURL":"${url(i)}"}`,
  // The newest ID is beyond 2^53: vendors' own may be.
  alicloud: (id, i, count) =>
    `{"BackupId":${i === count - 1 ? "9007199254740993" : 6e8 + i},"BackupStatus":"Success","BackupStartTime":"${utc(i)}","BackupEndTime":"${utc(i)}","BackupSize":${3e9 + i},"BackupType":"FullBackup","BackupMode":"Automated","BackupMethod":"Physical","NodeInstanceId":"${id}","BackupDownloadURL":"${url(i)}","BackupIntranetDownloadURL":"${url(i)}"}`,
};

function page(row, id, offset, size) {
  const count = Number(/\d+/.exec(id)?.[0] ?? 0);
  const length = Math.max(0, Math.min(size, count - offset));
  const list = Array.from({ length }, (_, index) => row(id, offset + index, count));
  return { count, json: `[${list.join(",")}]` };
}

/** The answer to a request; undefined for one that is not of the four APIs. */
function answer(request, body) {
  const { pathname, searchParams: query } = new URL(request.url, "http://localhost");
  const action = request.headers["x-tc-action"];
  if (action) {
    const { InstanceId, Offset = 0, Limit = 20 } = JSON.parse(body || "{}");
    const [row, name] =
      action === "DescribeBackups" ? [rows.mysql, "Items"] : [rows.DescribeInstanceBackups, "BackupSet"];
    const { count, json } = page(row, InstanceId, Offset, Limit);
    return `{"Response":{"TotalCount":${count},"${name}":${json},"RequestId":"r"}}`;
  }
  const path = /^\/v1\/regions\/[^/]+\/cacheInstance\/([^/]+)\/backup$/.exec(pathname);
  if (path) {
    const [number, size] = ["pageNumber", "pageSize"].map((name) => Number(query.get(name)));
    const { count, json } = page(rows.jdcloud, path[1], (number - 1) * size, size);
    return `{"requestId":"r","result":{"totalCount":${count},"backups":${json}}}`;
  }
  const id = query.get("InstanceId");
  if (!id) return undefined;
  const number = Number(query.get("PageNumber") ?? 1);
  const size = Number(query.get("PageSize") ?? 30);
  const { count, json } = page(rows.alicloud, id, (number - 1) * size, size);
  return `{"TotalCount":${count},"PageNumber":${number},"PageSize":${size},"Backups":{"Backup":${json}},"RequestId":"r"}`;
}

const THROTTLED = `{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"slow down"},"RequestId":"r"}}`;
const counts = { requests: 0, throttled: 0, ms: 0 };
/** When the requests came that were allowed within the last second: no second may have more, wherever it begins. */
let allowed = [];
let first;

function isAllowed() {
  const now = performance.now();
  first ??= now;
  counts.ms = now - first;
  if (perSecond === Number.POSITIVE_INFINITY) return true;
  allowed = allowed.filter((at) => at > now - 1000);
  return allowed.length < perSecond && allowed.push(now) > 0;
}

const server = http.createServer((request, response) => {
  let body = "";
  request.on("data", (part) => {
    body += part;
  });
  request.on("end", () => {
    response.setHeader("content-type", "application/json");
    if (request.url === "/counts") return response.end(JSON.stringify(counts));
    counts.requests += 1;
    const isTaken = isAllowed();
    if (!isTaken) counts.throttled += 1;
    setTimeout(() => response.end(isTaken ? answer(request, body) : THROTTLED), delayMs);
  });
});
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("disconnect", () => process.exit(0));
