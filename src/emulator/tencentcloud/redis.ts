import { toWallClock } from "../../core/time";
import type { DemoInstance, EmulatedProduct } from "../api";
import type { VendorRow } from "../data";
import { type DemoBackup, endOf, expiryOf, fingerprint, sizeOf } from "../demo-schedule";
import { isWithin, timeIn } from "../window";
import { integer, refuse, text, WALL_CLOCK } from "./cloud";

/** Status words. The API lists no failed backups: the runs that failed here are deleted ones. */
const statuses = { succeeded: 2, running: 1, failed: -2, expired: -1 };

/** A backup as DescribeInstanceBackups lists it. */
function rowOf(backup: DemoBackup): VendorRow {
  const { instance, start, outcome, manual } = backup;
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

/** Two of the shapes in which this API names its backups: 24 digits, and three numbers. */
function idOf(backup: DemoBackup): string {
  const digits = BigInt(`0x${fingerprint(backup).slice(0, 40)}`)
    .toString()
    .padStart(40, "7");
  return Number(digits.slice(-1)) % 3 === 0
    ? `6783${digits.slice(0, 20)}`
    : `1${digits.slice(0, 8)}-${digits.slice(8, 15)}-${Math.floor(backup.start.getTime() / 1000)}`;
}

/** The instance of the API's document with its two backups. */
function samples(): DemoInstance[] {
  const row = (StartTime: string, BackupId: string, Remark: string) => ({
    StartTime,
    BackupId,
    BackupType: "0",
    Status: 2,
    Remark,
    Locked: 0,
  });
  return [
    {
      instanceId: "crs-5a4py64p",
      region: "ap-guangzhou",
      responseField: "RedisBackupSet",
      backups: [
        row("2018-09-04 12:51:21", "2e4127f8-affe-11e8-941e-4846fb00c75d", "For testing"),
        row("2018-09-04 12:53:06", "6cbbf53a-affe-11e8-905b-4846fb00c75d", "xxx"),
      ],
    },
  ];
}

const BUSINESS_ERROR = "InvalidParameter.InvalidParameter";
const invalid = (problem: string) => refuse(BUSINESS_ERROR, `Business parameter error: ${problem}.`);
/** Source: DescribeInstanceBackups, Limit: 20 by default, at most 100. */
const limits = { default: 20, max: 100, code: BUSINESS_ERROR };
/** Source: DescribeInstanceBackups, BeginTime: a query spans 30 days at most. */
const maxSpanMs = 30 * 24 * 3600_000;
/** Statuses listed without the parameter: normal backups. Source: DescribeInstanceBackups, Status.N. */
const defaultStatuses = [2];

/** Tencent Cloud Redis 2018-04-12, DescribeInstanceBackups. */
export const product: EmulatedProduct = {
  limits,
  // Source: DescribeInstances, Limit.
  instanceLimits: { default: 20, max: 1000 },
  parameters: ["InstanceName"],

  matches(call) {
    const size = integer(call, "Limit", limits.default);
    if (integer(call, "Offset", 0) % size !== 0) throw invalid("Offset must be a multiple of Limit");
    const [begin, end] = ["BeginTime", "EndTime"].map((name) =>
      timeIn(text(call, name), WALL_CLOCK, "+08:00", invalid(`${name} must be like 2017-02-08 16:46:34`)),
    );
    if (begin && end && end < begin) throw invalid("EndTime is before BeginTime");
    if (begin && end && end.getTime() - begin.getTime() > maxSpanMs) {
      throw invalid("BeginTime and EndTime are more than 30 days apart");
    }
    const statuses = call.params.Status ?? defaultStatuses;
    if (!Array.isArray(statuses) || !statuses.every(Number.isSafeInteger)) {
      throw invalid("Status must be an array of integers");
    }
    return (row) =>
      (typeof row.Status !== "number" || statuses.includes(row.Status)) &&
      isWithin(row.StartTime, "+08:00", begin, end);
  },

  unknownInstance: (id) =>
    refuse("ResourceNotFound.InstanceNotExists", `Redis instance ${id} does not exist.`),
  row: rowOf,
  instanceRow: {
    InstanceName: "orders-cache",
    Status: 2,
    Type: 8,
    ProductType: "standalone",
    Engine: "Redis",
  },
  demoInstance: { instanceId: "crs-8kq2v7dn", region: "ap-guangzhou" },
  further: samples,
};
