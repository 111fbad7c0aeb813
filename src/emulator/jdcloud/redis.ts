import { toRfc3339 } from "../../core/time";
import type { EmulatedProduct } from "../api";
import type { VendorRow } from "../data";
import { type DemoBackup, endOf, fingerprint, isDone, sizeOf, uuidOf } from "../demo-schedule";
import { inWindow, refuse } from "./cloud";

const statuses = { succeeded: 2, running: 0, failed: 1, expired: 2 };

/** A backup as describeBackups lists it. */
function rowOf(backup: DemoBackup): VendorRow {
  const { instance, start, outcome, manual } = backup;
  const done = isDone(backup);
  const file = `${instance.instanceId}-${toRfc3339(start).replace(/\D/g, "")}.rdb`;
  return {
    baseId: uuidOf(backup),
    backupFileName: file,
    cacheInstanceId: instance.instanceId,
    backupStartTime: toRfc3339(start),
    backupEndTime: outcome === "running" ? null : toRfc3339(endOf(backup)),
    backupType: manual ? 1 : 0,
    backupSize: done ? sizeOf(backup) : 0,
    backupStatus: statuses[outcome],
    backupDownloadURL: done
      ? `https://redis-backup.s3.${instance.region}.example.com/${file}?AWSAccessKeyId=EMULATOR&Signature=${fingerprint(backup).slice(32, 60)}`
      : "",
    backupShardMemoryMB: 4096,
    backupShardNum: 2,
  };
}

/** JD Cloud Redis v1, describeBackups. */
export const product: EmulatedProduct = {
  // Source: describeBackups, pageSize: 10 by default, 10 to 100.
  limits: { default: 10, min: 10, max: 100 },

  matches(call) {
    const isAsked = inWindow(call);
    const { baseId } = call.params;
    return (row) => isAsked(row.backupStartTime) && (baseId === undefined || row.baseId === baseId);
  },

  unknownInstance: (id) => refuse("NOT_FOUND", `cacheInstance ${id} not found`),
  row: rowOf,
  instanceRow: {
    cacheInstanceName: "orders-cache",
    cacheInstanceStatus: "running",
    cacheInstanceType: "master-slave",
  },
  demoInstance: { instanceId: "redis-vq3n8yd0c1", region: "cn-north-1" },
  // This API lists no expired backups.
  lists: ["succeeded", "running", "failed"],
};
