import { toRfc3339 } from "../../core/time";
import type { DemoInstance, EmulatedProduct } from "../api";
import type { EmulatorInstance, VendorRow } from "../data";
import {
  after,
  type DemoBackup,
  demoRuns,
  expiryOf,
  fingerprint,
  isDone,
  numericId,
  sizeOf,
} from "../demo-schedule";
import { invalid, inWindow, PAGES, refuse, WRONG_OPERATION } from "./cloud";
import { backupFields, clusterFields, endText, signedUrl } from "./rows";

/** A sharded instance on local disks, listed shard by shard. */
const sharded = { instanceId: "dds-bp1c6jm2x9fu4vse", region: "cn-hangzhou" };
/** Its shards. The emulator's data has the shard of a row as NodeId, which the vendor's answers do not have. */
const shards = ["d-bp1c6jm2x9fu4001", "d-bp1c6jm2x9fu4002"];
/** A sharded cluster on cloud disks, listed only by DescribeClusterBackups. */
const cluster: DemoInstance = {
  instanceId: "dds-8vb5k0ry7wgd2nah",
  region: "cn-zhangjiakou",
  kind: "cluster",
};

function backupRow(backup: DemoBackup, node = ""): VendorRow {
  return {
    ...backupFields(backup),
    BackupId: String(numericId(backup, node)),
    BackupJobId: Number.parseInt(fingerprint(backup, `${node} job`).slice(0, 6), 16),
    BackupDBNames: "all",
    BackupExpireTime: toRfc3339(expiryOf(backup)),
    BackupScale: "DBInstance",
    BackupSize: isDone(backup) ? sizeOf(backup) : 0,
    BackupDownloadURL: signedUrl(backup, ""),
    BackupIntranetDownloadURL: signedUrl(backup, "-internal"),
    EngineVersion: "6.0",
    IsAvail: isDone(backup),
    ...(node && { NodeId: node }),
  };
}

function typeOf({ kind, backups }: EmulatorInstance): string {
  return kind === "cluster" || nodesIn(backups).length > 0 ? "sharding" : "replicate";
}

function clusterRow(backup: DemoBackup): VendorRow {
  return {
    ...clusterFields(backup),
    BackupExpireTime: toRfc3339(expiryOf(backup)),
    AttachLogStatus: isDone(backup) ? "Ready" : "init",
    EngineVersion: "6.0",
    IsAvail: isDone(backup) ? 1 : 0,
    Progress: backup.outcome === "running" ? "40" : "",
    Backups: shards.map((node) => ({
      BackupId: String(numericId(backup, node)),
      BackupStatus: isDone(backup) ? "Success" : "Failed",
      BackupStartTime: toRfc3339(backup.start),
      BackupEndTime: endText(backup),
      InstanceName: node,
      IsAvail: isDone(backup) ? "1" : "0",
    })),
  };
}

/** The shards in rows. */
function nodesIn(backups: readonly VendorRow[]): string[] {
  return [...new Set(backups.flatMap(({ NodeId }) => (NodeId === undefined ? [] : [String(NodeId)])))];
}

function further(now: Date): DemoInstance[] {
  const instance = { ...sharded, backups: [] };
  const backups = demoRuns(now).flatMap((run) =>
    shards.map((node, index) => backupRow({ instance, ...run, start: after(run.start, index * 4) }, node)),
  );
  return [{ ...sharded, backups }, cluster];
}

/** ApsaraDB for MongoDB 2015-12-01: DescribeBackups, and DescribeClusterBackups for sharded clusters on cloud disks. */
export const product: EmulatedProduct = {
  // Also of DescribeClusterBackups.
  limits: PAGES,
  matches(call, { askedBy }) {
    const isAsked = inWindow(call);
    const { NodeId: node } = call.params;
    if (askedBy) return (row) => isAsked(row.ClusterBackupStartTime);
    return (row, instance) => {
      // Source: DescribeBackups, DBInstanceId: a sharded instance needs NodeId as well.
      if (node === undefined && instance.backups.some(({ NodeId }) => NodeId !== undefined)) {
        throw refuse("MissingNodeId", "NodeId is mandatory for this action.");
      }
      return isAsked(row.BackupStartTime) && (row.NodeId === undefined || row.NodeId === node);
    };
  },
  shown: ({ NodeId: _, ...row }) => row,
  otherKind: WRONG_OPERATION,
  unknownInstance: () =>
    refuse("InvalidDBInstanceId.NotFound", "The DBInstanceId provided does not exist.", 404),
  row: (backup) => (backup.instance.kind === "cluster" ? clusterRow(backup) : backupRow(backup)),
  instanceRow: (instance) => ({
    DBInstanceDescription: "orders",
    DBInstanceStatus: "Running",
    DBInstanceType: typeOf(instance),
    StorageType: instance.kind === "cluster" ? "cloud_essd1" : "local_ssd",
    ShardList: {
      ShardAttribute: nodesIn(instance.backups).map((NodeId) => ({ NodeId, NodeClass: "dds.shard.mid" })),
    },
    Engine: "MongoDB",
  }),
  // Source: DescribeDBInstances, DBInstanceType.
  matchesInstance({ params: { DBInstanceId: id, DBInstanceType: type = "replicate" } }) {
    if (!["replicate", "sharding", "serverless"].includes(String(type))) throw invalid("DBInstanceType");
    return (instance) => typeOf(instance) === type && (id === undefined || instance.instanceId === id);
  },
  // Source: DescribeDBInstances, PageSize.
  instanceLimits: PAGES,
  demoInstance: { instanceId: "dds-bp1w8ynd3h5tq0zk", region: "cn-hangzhou" },
  further,
};
