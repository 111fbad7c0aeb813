import { toWallClock } from "../../core/time";
import type { EmulatedProduct } from "../api";
import { after, endOf, numericId, sizeOf } from "../demo-schedule";
import { refuse } from "./cloud";

/** Source: the SDK's BackupFileInfo, BackupStatus. */
const statuses = { succeeded: "success", running: "creating", failed: "fail", expired: "deleting" };
/** TDSQL-C (CynosDB) 2019-01-07, DescribeBackupList. */
export const product: EmulatedProduct = {
  // Source: DescribeBackupList, Limit: 1 to 100.
  limits: { default: 20, max: 100 },
  unknownInstance: (id) => refuse("ResourceNotFound.ClusterNotFoundError", `Cluster ${id} is not found.`),
  // Nightly backups are snapshots, manual ones logical. A running backup has no start yet.
  row: (backup) => {
    const { start, outcome, manual } = backup;
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
  instanceRow: {
    ClusterName: "orders",
    Status: "running",
    DbType: "MYSQL",
  },
  demoInstance: { instanceId: "cynosdbmysql-2w8h5k1d", region: "ap-shanghai" },
  lists: ["succeeded", "running", "failed"],
};
