import { toRfc3339 } from "../../core/time";
import type { EmulatedProduct } from "../api";
import { after, expiryOf, isDone, numericId, sizeOf } from "../demo-schedule";
import { inWindow, PAGES, refuse } from "./cloud";
import { backupFields, endText } from "./rows";

/** The vendor's refusal for an unknown cluster. */
const UNKNOWN = refuse(
  "InvalidDBClusterId.NotFound",
  "The DBClusterId provided does not exist in our records.",
  404,
);

/** PolarDB 2017-08-01: DescribeBackups, and DescribeDetachedBackups for released clusters. */
export const product: EmulatedProduct = {
  limits: PAGES,
  matches(call) {
    const isAsked = inWindow(call);
    return (row) => isAsked(row.BackupStartTime);
  },
  // One operation lists existing instances, the other released ones.
  otherKind: UNKNOWN,
  unknownInstance: () => UNKNOWN,
  // Snapshots; every seventh was moved to the second level.
  row: (backup) => {
    const { instance, start } = backup;
    const done = isDone(backup);
    return {
      ...backupFields(backup),
      BackupId: String(numericId(backup)),
      DBClusterId: instance.instanceId,
      BackupEndTime: endText(backup) || "1970-01-01T00:00:00Z",
      ConsistentTime: done ? String(Math.floor(after(start, 8).getTime() / 1000)) : "0",
      BackupMethod: "Snapshot",
      BackupSetSize: String(done ? sizeOf(backup) : 0),
      BackupsLevel: start.getUTCDate() % 7 === 0 ? "Level-2" : "Level-1",
      ExpectExpireTime: toRfc3339(expiryOf(backup)),
      ExpectExpireType: "EXPIRED",
      IsAvail: done ? "1" : "0",
    };
  },
  instanceRow: {
    DBClusterDescription: "orders",
    DBClusterStatus: "Running",
    DBType: "MySQL",
  },
  // Source: DescribeDBClusters, PageSize.
  instanceLimits: PAGES,
  demoInstance: { instanceId: "pc-bp1w8ynd3h5tq0zk2", region: "cn-hangzhou" },
};
