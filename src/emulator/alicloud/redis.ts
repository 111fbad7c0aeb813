import { parseTime } from "../../time";
import type { Call, EmulatedApi, FindInstance } from "../cloud";
import type { EmulatorInstance, VendorRow } from "../data";
import { alicloud, missing, refuse } from "./cloud";
import { redisDemo, standardDemoInstance } from "./redis-demo";
import { clusterRow, redisRow } from "./redis-rows";

/** Source: DescribeBackups, PageSize. DescribeClusterBackupList takes shorter pages as well. */
const pageSizes = [30, 50, 100, 200, 300];
const clusterPageSizes = [5, 10, 15, 20, ...pageSizes];
const defaultPageSize = 30;

/** Tair and ApsaraDB for Redis 2015-01-01: DescribeBackups, and DescribeClusterBackupList for cloud-native clusters. */
export const alicloudRedis: EmulatedApi = {
  listing: "alicloud-redis",
  cloud: alicloud,
  service: "r-kvstore",
  actions: ["DescribeBackups", "DescribeClusterBackupList"],
  answer: (call, find) =>
    call.action === "DescribeBackups" ? describeBackups(call, find) : describeClusterBackupList(call, find),
  newBackup: (instance, at) =>
    instance.kind === "cluster" ? clusterRow({ instance, start: at }) : redisRow({ instance, start: at }),
  demoInstance: standardDemoInstance,
  demo: redisDemo,
};

function describeBackups(call: Call, find: FindInstance): Record<string, unknown> {
  const { instance, page, size, inWindow } = readArguments(call, find, pageSizes);
  const { BackupId: id, BackupJobId: jobId, NeedAof: needAof } = call.params;
  if (needAof !== undefined && needAof !== "0" && needAof !== "1") throw invalid("NeedAof");
  // Source: DescribeBackups, "does not apply to cloud-native cluster instances".
  if (instance.kind === "cluster") {
    throw refuse("IncorrectDBInstanceType", "Current DB instance type does not support this operation.");
  }
  const matching = instance.backups.filter(
    (row) =>
      inWindow(row.BackupStartTime) &&
      (id === undefined || String(row.BackupId) === id) &&
      (jobId === undefined || String(row.BackupJobID) === jobId),
  );
  return {
    TotalCount: matching.length,
    PageNumber: page,
    PageSize: size,
    Backups: { Backup: pageOf(matching, page, size) },
  };
}

function describeClusterBackupList(call: Call, find: FindInstance): Record<string, unknown> {
  if (!call.region) throw missing("RegionId");
  const { instance, page, size, inWindow } = readArguments(call, find, clusterPageSizes);
  const { ClusterBackupId: id, NoShardBackup: noShards } = call.params;
  // Source: DescribeClusterBackupList, it applies to cloud-native instances only.
  if (instance.kind !== "cluster") {
    throw refuse("IncorrectDBInstanceType", "Current DB instance type does not support this operation.");
  }
  const matching = pageOf(
    instance.backups.filter(
      (row) => inWindow(row.ClusterBackupStartTime) && (id === undefined || row.ClusterBackupId === id),
    ),
    page,
    size,
  );
  const trimmed = matching.map(({ Backups, ...row }) => ({ ...row, Backups: [] }));
  return {
    // Source: DescribeClusterBackupList: the number of records in this answer, not of all that match.
    MaxResults: matching.length,
    PageNumber: page,
    PageSize: size,
    ClusterBackups: String(noShards).toLowerCase() === "true" ? trimmed : matching,
  };
}

interface Arguments {
  instance: EmulatorInstance;
  page: number;
  size: number;
  inWindow(startTime: unknown): boolean;
}

/** The arguments that both operations take. */
function readArguments(call: Call, find: FindInstance, sizes: readonly number[]): Arguments {
  if (!call.instanceId) throw missing("InstanceId");
  const start = time(call, "StartTime");
  const end = time(call, "EndTime");
  if (end <= start) throw refuse("InvalidEndTime.Malformed", "The Specified parameter EndTime is not valid.");
  const size = integer(call, "PageSize", defaultPageSize);
  if (!sizes.includes(size)) throw invalid("PageSize");
  const page = integer(call, "PageNumber", 1);
  if (page < 1) throw invalid("PageNumber");
  const instance = find(call.instanceId, call.region);
  if (!instance) throw refuse("InvalidInstanceId.NotFound", "The InstanceId provided does not exist.", 404);
  return {
    instance,
    page,
    size,
    inWindow(startTime) {
      const started = parseTime(String(startTime ?? ""), "Z");
      return !started || (started >= start && started <= end);
    },
  };
}

function invalid(parameter: string) {
  return refuse(`Invalid${parameter}.Malformed`, `The Specified parameter ${parameter} is not valid.`);
}

function time(call: Call, name: "StartTime" | "EndTime"): Date {
  const value = call.params[name];
  if (value === undefined) throw missing(name);
  const parsed = /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(String(value)) && parseTime(String(value), "Z");
  if (!parsed) throw invalid(name);
  return parsed;
}

function integer(call: Call, name: string, fallback: number): number {
  const value = call.params[name];
  if (value === undefined) return fallback;
  if (!/^\d{1,9}$/.test(String(value))) throw invalid(name);
  return Number(value);
}

function pageOf(rows: readonly VendorRow[], page: number, size: number): VendorRow[] {
  return rows.slice((page - 1) * size, page * size);
}
