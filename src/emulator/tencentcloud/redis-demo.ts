import { toWallClock } from "../../core/time";
import type { EmulatorInstance, VendorRow } from "../data";
import { type DemoBackup, endOf, expiryOf, fingerprint, sizeOf } from "../demo-schedule";

/** The built-in instance of the listing. */
export const redisDemoInstance = { instanceId: "crs-8kq2v7dn", region: "ap-guangzhou" };

/** Statuses. The API lists no failed backups, so failed runs are deleted ones here. */
const statuses = { succeeded: 2, running: 1, failed: -2, expired: -1 };

/** A backup as DescribeInstanceBackups lists it. */
export function redisRow(backup: DemoBackup): VendorRow {
  const { instance, start, outcome = "succeeded", manual = false } = backup;
  return {
    StartTime: toWallClock(start, "+08:00"),
    EndTime: outcome === "running" ? "0000-00-00 00:00:00" : toWallClock(endOf(backup), "+08:00"),
    BackupId: idOf(backup),
    BackupType: manual ? "0" : "1",
    Status: statuses[outcome],
    Remark: manual ? "before the release" : "",
    Locked: outcome === "running" ? 1 : 0,
    BackupSize: sizeOf(backup),
    FullBackup: 0,
    InstanceType: 7,
    InstanceId: instance.instanceId,
    InstanceName: "orders-cache",
    Region: instance.region,
    FileType: "RDB-Redis 6.2",
    ExpireTime: toWallClock(expiryOf(backup), "+08:00"),
    Encrypted: false,
  };
}

/** Two of this API's forms of IDs: 24 digits, and three numbers. */
function idOf(backup: DemoBackup): string {
  const digits = BigInt(`0x${fingerprint(backup).slice(0, 40)}`)
    .toString()
    .padStart(40, "7");
  return Number(digits.slice(-1)) % 3 === 0
    ? `6783${digits.slice(0, 20)}`
    : `1${digits.slice(0, 8)}-${digits.slice(8, 15)}-${Math.floor(backup.start.getTime() / 1000)}`;
}

/** The instance of the API's document with its two backups. */
export function redisSamples(): EmulatorInstance[] {
  return [
    {
      listing: "tencentcloud-redis",
      instanceId: "crs-5a4py64p",
      region: "ap-guangzhou",
      responseField: "RedisBackupSet",
      backups: [
        {
          StartTime: "2018-09-04 12:51:21",
          BackupId: "2e4127f8-affe-11e8-941e-4846fb00c75d",
          BackupType: "0",
          Status: 2,
          Remark: "For testing",
          Locked: 0,
        },
        {
          StartTime: "2018-09-04 12:53:06",
          BackupId: "6cbbf53a-affe-11e8-905b-4846fb00c75d",
          BackupType: "0",
          Status: 2,
          Remark: "xxx",
          Locked: 0,
        },
      ],
    },
  ];
}
