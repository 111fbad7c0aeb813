import { toWallClock } from "../../core/time";
import type { EmulatedProduct } from "../api";
import { endOf, expiryOf, numericId, sizeOf } from "../demo-schedule";
import { integer, refuse } from "./cloud";

/** Source: DescribeDBBackups, BackupMethod. */
const methods = [0, 1, 3];

/** TencentDB for MongoDB 2019-07-25, DescribeDBBackups. */
export const product: EmulatedProduct = {
  // Source: DescribeDBBackups, Limit: at most 100; without it everything is listed.
  limits: { default: Number.MAX_SAFE_INTEGER, max: 100 },
  parameters: ["BackupMethod"],
  matches(call) {
    // Source: DescribeDBBackups, BackupMethod, in the stricter of its documents: without it only logical backups.
    const wanted = integer(call, "BackupMethod", 0);
    if (!methods.includes(wanted)) {
      throw refuse("InvalidParameterValue", `BackupMethod must be one of ${methods.join(", ")}.`);
    }
    return (row) => row.BackupMethod === wanted;
  },
  unknownInstance: (id) =>
    refuse("InvalidParameterValue.NotFoundInstance", `The instance ${id} does not exist.`),
  // Nightly backups are physical, manual ones logical. A running backup has no ID yet.
  row: (backup) => {
    const { instance, start, outcome, manual } = backup;
    const running = outcome === "running";
    const startTime = toWallClock(start, "+08:00");
    return {
      InstanceId: instance.instanceId,
      BackupType: manual ? 1 : 0,
      BackupName: `${instance.instanceId}_${startTime.slice(0, 16)}`,
      BackupDesc: manual ? "before the release" : "",
      BackupSize: running ? 0 : Math.floor(sizeOf(backup) / 1024),
      StartTime: startTime,
      EndTime: running ? "1970-01-01 08:00:00" : toWallClock(endOf(backup), "+08:00"),
      Status: running ? 1 : 2,
      BackupMethod: manual ? 0 : 1,
      BackId: running ? 0 : numericId(backup),
      DeleteTime: manual ? "0000-00-00 00:00:00" : toWallClock(expiryOf(backup), "+08:00"),
      BackupRegion: "",
      RestoreTime: running ? "" : startTime,
    };
  },
  instanceRow: {
    InstanceName: "orders",
    Status: 2,
    InstanceType: 1,
    ClusterType: 0,
  },
  demoInstance: { instanceId: "cmgo-6tq1zk9w", region: "ap-guangzhou" },
  // This API lists neither failed nor expired backups.
  lists: ["succeeded", "running"],
};
