import { jdcloudRedis as listing } from "../../vendors/jdcloud/redis";
import type { EmulatedApi } from "../api";
import { inWindow, jdcloud, refuse } from "./cloud";
import { redisDemoInstance, redisRow } from "./redis-demo";

/** JD Cloud Redis v1, describeBackups. */
export const jdcloudRedis: EmulatedApi = {
  listing,
  cloud: jdcloud,
  // Source: describeBackups, pageSize: 10 by default, 10 to 100.
  limits: { default: 10, min: 10, max: 100 },

  matches(call) {
    const isAsked = inWindow(call);
    const { baseId } = call.params;
    return (row) => isAsked(row.backupStartTime) && (baseId === undefined || row.baseId === baseId);
  },

  unknownInstance: (id) => refuse("NOT_FOUND", `cacheInstance ${id} not found`),
  row: redisRow,
  instanceRow: ({ instanceId, region }) => ({
    cacheInstanceId: instanceId,
    cacheInstanceName: "orders-cache",
    regionId: region,
    cacheInstanceStatus: "running",
    cacheInstanceType: "master-slave",
  }),
  demoInstance: redisDemoInstance,
  // This API lists no expired backups.
  lists: ["succeeded", "running", "failed"],
};
