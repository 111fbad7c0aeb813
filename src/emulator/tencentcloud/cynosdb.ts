import { parseTime, toWallClock } from "../../core/time";
import { tencentcloudCynosdb as listing } from "../../vendors/tencentcloud/cynosdb";
import type { EmulatedApi } from "../api";
import type { VendorRow } from "../data";
import { after, endOf, numericId, sizeOf } from "../demo-schedule";
import { isWithin } from "../window";
import { refuse, tencentcloud, text } from "./cloud";

/** Source: the SDK's BackupFileInfo, BackupStatus. */
const statuses = { succeeded: "success", running: "creating", failed: "fail", expired: "deleting" };
/** Parameters that name a value of a row, with its field. */
const equal = {
  BackupType: "BackupType",
  BackupMethod: "BackupMethod",
  SnapShotType: "SnapShotType",
} as const;
const anyOf = {
  BackupIds: "BackupId",
  SnapshotIdList: "SnapshotId",
  BackupStatus: "BackupStatus",
} as const;
const like = { FileNames: "FileName", BackupNames: "BackupName" } as const;

function listIn(params: Record<string, unknown>, name: string): readonly unknown[] | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value;
  throw refuse("InvalidParameter", `The value type of parameter \`${name}\` is not valid.`);
}

/** TDSQL-C (CynosDB) 2019-01-07, DescribeBackupList. */
export const tencentcloudCynosdb: EmulatedApi = {
  listing,
  cloud: tencentcloud,
  // Source: DescribeBackupList, Limit: 1 to 100.
  limits: { default: 20, max: 100 },
  matches(call) {
    const [begin, end] = ["StartTime", "EndTime"].map((name) => parseTime(text(call, name) ?? "", "+08:00"));
    const tests: ((row: VendorRow) => boolean)[] = [
      ({ StartTime }) => isWithin(StartTime, "+08:00", begin, end),
    ];
    for (const [name, field] of Object.entries(equal)) {
      const wanted = text(call, name);
      if (wanted !== undefined) tests.push((row) => row[field] === wanted);
    }
    for (const [name, field] of Object.entries(anyOf)) {
      const wanted = listIn(call.params, name)?.map(String);
      if (wanted) tests.push((row) => wanted.includes(String(row[field])));
    }
    for (const [name, field] of Object.entries(like)) {
      const wanted = listIn(call.params, name)?.map(String);
      if (wanted) tests.push((row) => wanted.some((part) => String(row[field] ?? "").includes(part)));
    }
    return (row) => tests.every((test) => test(row));
  },
  unknownInstance: (id) => refuse("ResourceNotFound.ClusterNotFoundError", `Cluster ${id} is not found.`),
  // Nightly backups are snapshots, manual ones logical. One that is being made has no start yet.
  row: (backup) => {
    const { start, outcome = "succeeded", manual = false } = backup;
    const running = outcome === "running";
    const id = numericId(backup);
    return {
      BackupId: id,
      SnapshotId: id,
      FileName: `${toWallClock(start, "+08:00").replace(/\D/g, "")}${manual ? ".sql.gz" : ""}`,
      FileSize: running ? 0 : sizeOf(backup),
      StartTime: running ? null : toWallClock(start, "+08:00"),
      FinishTime: running ? "0001-01-01 00:00:00" : toWallClock(endOf(backup), "+08:00"),
      BackupType: manual ? "logic" : "snapshot",
      BackupMethod: manual ? "manual" : "auto",
      BackupStatus: statuses[outcome],
      SnapshotTime: running ? null : toWallClock(manual ? start : after(start, 5), "+08:00"),
      SnapShotType: manual ? "full" : "increment",
      BackupName: manual ? "before the release" : "",
      ExistRegions: [],
      CopyStatus: "",
    };
  },
  instanceRow: ({ instanceId, region }) => ({
    ClusterId: instanceId,
    ClusterName: "orders",
    Region: region,
    Status: "running",
    DbType: "MYSQL",
  }),
  demoInstance: { instanceId: "cynosdbmysql-2w8h5k1d", region: "ap-shanghai" },
  lists: ["succeeded", "running", "failed"],
};
