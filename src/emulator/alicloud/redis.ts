import type { EmulatedProduct } from "../api";
import type { VendorRow } from "../data";
import { invalid, inWindow, missing, refuse, WRONG_OPERATION } from "./cloud";
import { furtherDemo } from "./redis-demo";
import { clusterRow, redisRow } from "./redis-rows";

/** Source: DescribeBackups, PageSize. DescribeClusterBackupList also accepts shorter pages. */
const pageSizes = [30, 50, 100, 200, 300];
const clusterPageSizes = [5, 10, 15, 20, ...pageSizes];

/** Whether rows have shards. */
function isSharded(backups: readonly VendorRow[]): boolean {
  return backups.some(({ NodeInstanceId }) => /-db-\d+$/.test(String(NodeInstanceId)));
}

/** Tair and ApsaraDB for Redis 2015-01-01: DescribeBackups, and DescribeClusterBackupList for cloud-native clusters. */
export const product: EmulatedProduct = {
  limits: ({ askedBy }) => ({ default: 30, max: 300, only: askedBy ? clusterPageSizes : pageSizes }),

  matches(call, { askedBy }) {
    const isAsked = inWindow(call);
    if (askedBy) {
      if (!call.region) throw missing("RegionId");
      return (row) => isAsked(row.ClusterBackupStartTime);
    }
    const { BackupId: id, NeedAof: needAof } = call.params;
    if (needAof !== undefined && needAof !== "0" && needAof !== "1") throw invalid("NeedAof");
    return (row) => isAsked(row.BackupStartTime) && (id === undefined || String(row.BackupId) === id);
  },

  // Sources: DescribeBackups, "does not apply to cloud-native cluster instances", and the reverse of the other one.
  otherKind: WRONG_OPERATION,

  unknownInstance: () => refuse("InvalidInstanceId.NotFound", "The InstanceId provided does not exist.", 404),
  row: (backup) => (backup.instance.kind === "cluster" ? clusterRow(backup) : redisRow(backup)),
  instanceRow: ({ kind, backups }) => ({
    InstanceName: "orders-cache",
    InstanceStatus: "Normal",
    InstanceType: "Redis",
    ArchitectureType: kind === "cluster" || isSharded(backups) ? "cluster" : "standard",
    NodeType: kind === "cluster" ? "MASTER_SLAVE" : "double",
  }),
  // By an earlier document, Redis is the default.
  matchesInstance({ params: { InstanceType: type = "Redis" } }) {
    if (!["Redis", "Tair", "Memcache"].includes(String(type))) throw invalid("InstanceType");
    return ({ attributes }) => (attributes?.InstanceType ?? "Redis") === type;
  },
  // Source: DescribeInstances, PageSize: 10 by default, at most 50.
  instanceLimits: { default: 10, max: 50 },
  demoInstance: { instanceId: "r-bp1w8ynd3h5tq0zk", region: "cn-hangzhou" },
  further: furtherDemo,
};
