import { toRfc3339 } from "../../core/time";
import type { VendorRow } from "../data";
import { type DemoBackup, endOf, fingerprint, isDone, sizeOf, uuidOf } from "../demo-schedule";

/** The built-in instance of the listing. The API's document has none. */
export const redisDemoInstance = { instanceId: "redis-vq3n8yd0c1", region: "cn-north-1" };

const statuses = { succeeded: 2, running: 0, failed: 1, expired: 2 };

/** A backup as describeBackups lists it. */
export function redisRow(backup: DemoBackup): VendorRow {
  const { instance, start, outcome = "succeeded", manual = false } = backup;
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
