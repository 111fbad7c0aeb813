import { toWallClock } from "../../core/time";
import type { DemoInstance, EmulatedProduct } from "../api";
import type { VendorRow } from "../data";
import { after, type DemoBackup, endOf, fingerprint, numericId, sizeOf } from "../demo-schedule";
import { refuse } from "./cloud";

const statuses = { succeeded: "SUCCESS", running: "RUNNING", failed: "FAILED", expired: "SUCCESS" };

/** A backup as DescribeBackups lists it: nightly ones are physical, manual ones logical. */
function rowOf(backup: DemoBackup): VendorRow {
  const { instance, start, outcome, manual } = backup;
  // The task starts a little before the time whose data it keeps.
  const date = toWallClock(after(start, 20), "+08:00");
  const name = `orders_backup_${date.replace(/\D/g, "")}`;
  const running = outcome === "running";
  return {
    Name: `${name}.xb`,
    Size: running ? 0 : sizeOf(backup),
    Date: running ? "0000-00-00 00:00:00" : date,
    IntranetUrl: running ? "" : url(backup, "internal", name),
    InternetUrl: running ? "" : url(backup, "www", name),
    Type: manual ? "logical" : "physical",
    BackupId: numericId(backup),
    Status: statuses[outcome],
    FinishTime: running ? "0000-00-00 00:00:00" : toWallClock(endOf(backup), "+08:00"),
    Creator: manual ? "Uin:100000000001" : "SYSTEM",
    StartTime: toWallClock(start, "+08:00"),
    Method: "full",
    Way: manual ? "manual" : "automatic",
    ManualBackupName: manual ? "before the release" : "",
    SaveMode: "regular",
    Region: instance.region,
    RemoteInfo: [],
    CosStorageType: 0,
    InstanceId: instance.instanceId,
    EncryptionFlag: "off",
    ExecutedGTIDSet: "",
    MD5: running ? "" : fingerprint(backup, "md5").slice(0, 32),
  };
}

function url(backup: DemoBackup, net: string, name: string): string {
  const signature = fingerprint(backup, net).slice(0, 40);
  return (
    `https://mysql-backup-1250000000.cos.${backup.instance.region}.${net}.example.com/${name}.xb` +
    `?q-sign-algorithm=sha1&q-ak=EMULATOR&q-signature=${signature}`
  );
}

/**
 * The instance of the API's document with its two backups. There both end three months after their `Date`, so that
 * `consistentBefore` would skip them until July. Here each ends minutes after its start.
 */
function samples(): DemoInstance[] {
  const row = (BackupId: number, date: string, FinishTime: string) => ({
    BackupId,
    Date: date,
    FinishTime,
    Name: `ivansqwutestdr_backup_${date.replace(/\D/g, "")}`,
    Creator: "SYSTEM",
    InternetUrl: "http://gz.xxxxxxxxxxxxxxxxx",
    IntranetUrl: "http://gz.xxxxxxxxxxxxxxxxx",
    Size: 653226,
    Status: "SUCCESS",
    Type: "logical",
  });
  return [
    {
      instanceId: "cdb-c1nl9rpv",
      region: "ap-guangzhou",
      backups: [
        row(12445233, "2017-04-29 00:01:34", "2017-04-29 00:03:42"),
        row(436184134, "2017-04-30 00:01:29", "2017-04-30 00:03:37"),
      ],
    },
  ];
}

/** TencentDB for MySQL 2017-03-20, DescribeBackups. */
export const product: EmulatedProduct = {
  // Source: DescribeBackups, Limit: 20 by default, at most 100 (international site and older document).
  limits: { default: 20, max: 100, code: "InvalidParameter" },
  // Source: DescribeDBInstances, Limit.
  instanceLimits: { default: 20, max: 2000 },
  unknownInstance: (id) => refuse("InvalidParameter.InstanceNotFound", `The instance ${id} does not exist.`),
  row: rowOf,
  instanceRow: {
    InstanceName: "orders",
    Status: 1,
    InstanceType: 1,
    EngineVersion: "8.0",
  },
  demoInstance: { instanceId: "cdb-7mx4r2te", region: "ap-shanghai" },
  // This API lists no expired backups.
  lists: ["succeeded", "running", "failed"],
  further: samples,
};
