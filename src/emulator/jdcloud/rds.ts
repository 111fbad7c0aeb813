import { toWallClock } from "../../core/time";
import type { EmulatedProduct } from "../api";
import { endOf, fingerprint, sizeOf, uuidOf } from "../demo-schedule";
import { refuse } from "./cloud";

/** Source: "Enumeration Type Definition", backupStatus. */
const statuses = { succeeded: "COMPLETED", running: "BUILDING", failed: "ERROR", expired: "COMPLETED" };

/** JD Cloud RDS v1, describeBackups. */
export const product: EmulatedProduct = {
  // Source: describeBackups, pageSize; after the end, the last page comes again.
  limits: { default: 10, max: 100, only: [10, 20, 30, 50, 100], lastPageRepeats: true },
  unknownInstance: (id) => refuse("NOT_FOUND", `instance ${id} not found`),
  row: (backup) => {
    const { instance, start, outcome, manual } = backup;
    const text = (time: Date) => toWallClock(time, "+08:00");
    return {
      backupId: uuidOf(backup),
      backupName: manual ? "before the release" : fingerprint(backup).slice(0, 8),
      instanceId: instance.instanceId,
      backupStatus: statuses[outcome],
      backupStartTime: text(start),
      backupEndTime: outcome === "running" ? null : text(endOf(backup)),
      backupMode: manual ? "manual" : "auto",
      backupMethod: "physical",
      availabilityZone: `${instance.region}a`,
      engine: "MySQL",
      // The key that decrypts it: a secret.
      descriptionkey: `decrypts-${fingerprint(backup, "key").slice(0, 32)}`,
      backupSizeByte: outcome === "running" ? 0 : sizeOf(backup),
    };
  },
  instanceRow: {
    instanceName: "orders",
    engine: "MySQL",
    instanceStatus: "RUNNING",
    instanceType: "cluster",
  },
  // Source: describeInstances, pageSize: multiples of ten from 10 to 100.
  instanceLimits: {
    default: 10,
    max: 100,
    only: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
    lastPageRepeats: true,
  },
  demoInstance: { instanceId: "mysql-4k9t2x7wq1", region: "cn-north-1" },
  // This API lists no expired backups.
  lists: ["succeeded", "running", "failed"],
};
