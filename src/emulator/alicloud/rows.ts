import { toRfc3339 } from "../../core/time";
import type { VendorRow } from "../data";
import { type DemoBackup, endOf, fingerprint, isDone, sizeOf } from "../demo-schedule";

const statuses = { succeeded: "Success", running: "Running", failed: "Failed", expired: "Success" };
const clusterStatuses = { succeeded: "OK", running: "RUNNING", failed: "Failed", expired: "OK" };

/** Common fields of the backups of all products. */
export function backupFields(backup: DemoBackup): VendorRow {
  return {
    BackupStatus: statuses[backup.outcome],
    BackupStartTime: toRfc3339(backup.start),
    BackupEndTime: endText(backup),
    BackupType: "FullBackup",
    BackupMode: backup.manual ? "Manual" : "Automated",
    BackupMethod: "Physical",
  };
}

/** Common fields of the backups of clusters. */
export function clusterFields(backup: DemoBackup): VendorRow {
  return {
    ClusterBackupId: `cb-${BigInt(`0x${fingerprint(backup)}`)
      .toString(36)
      .slice(0, 16)}`,
    ClusterBackupStatus: clusterStatuses[backup.outcome],
    ClusterBackupStartTime: toRfc3339(backup.start),
    ClusterBackupEndTime: endText(backup),
    ClusterBackupMode: backup.manual ? "Manual" : "Automated",
    ClusterBackupSize: String(isDone(backup) ? sizeOf(backup) : 0),
  };
}

/** When a run ended; empty for a running one. */
export function endText(backup: DemoBackup): string {
  return backup.outcome === "running" ? "" : toRfc3339(endOf(backup));
}

/** A download address like the vendor's signed ones; empty without a backup. */
export function signedUrl(backup: DemoBackup, net: string, file = "hins3402581_data.tar.gz"): string {
  if (!isDone(backup)) return "";
  const expires = Math.floor(endOf(backup).getTime() / 1000) + 3600;
  const signature = encodeURIComponent(`${fingerprint(backup, net + file).slice(0, 27)}=`);
  return (
    `https://rdsbak.oss-${backup.instance.region}${net}.example.com/${file}` +
    `?OSSAccessKeyId=EMULATOR&Expires=${expires}&Signature=${signature}`
  );
}
