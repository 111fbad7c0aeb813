import { parseTime } from "../../time";
import type { Call, EmulatedApi } from "../cloud";
import { jdcloud, refuse } from "./cloud";
import { redisDemo, redisDemoInstance, redisRow } from "./redis-demo";

/** Source: describeBackups, pageSize: 10 by default, 10 to 100. */
const pageSizes = { default: 10, min: 10, max: 100 };

/** JD Cloud Redis v1, describeBackups. */
export const jdcloudRedis: EmulatedApi = {
  listing: "jdcloud-redis",
  cloud: jdcloud,
  service: "redis",
  actions: ["describeBackups"],

  answer(call, find) {
    const page = integer(call, "pageNumber", 1);
    const size = integer(call, "pageSize", pageSizes.default);
    if (page < 1) throw refuse("INVALID_ARGUMENT", "pageNumber must be at least 1");
    if (size < pageSizes.min || size > pageSizes.max) {
      throw refuse("INVALID_ARGUMENT", `pageSize must be ${pageSizes.min} to ${pageSizes.max}`);
    }
    const start = time(call, "startTime");
    const end = time(call, "endTime");
    const { baseId } = call.params;

    const instance = find(call.instanceId ?? "", call.region);
    if (!instance) throw refuse("NOT_FOUND", `cacheInstance ${call.instanceId} not found`);
    const matching = instance.backups.filter((row) => {
      const started = parseTime(String(row.backupStartTime ?? ""), "Z");
      if (baseId !== undefined && row.baseId !== baseId) return false;
      return !(started && ((start && started < start) || (end && started > end)));
    });
    return { backups: matching.slice((page - 1) * size, page * size), totalCount: matching.length };
  },

  newBackup: (instance, at) => redisRow({ instance, start: at }),
  demoInstance: redisDemoInstance,
  demo: redisDemo,
};

function integer(call: Call, name: string, fallback: number): number {
  const value = call.params[name];
  if (value === undefined) return fallback;
  if (/^\d{1,9}$/.test(String(value))) return Number(value);
  throw refuse("INVALID_ARGUMENT", `${name} must be an integer`);
}

/** The format of the filters is not documented: that of the times in the answer is taken. */
function time(call: Call, name: string): Date | undefined {
  const value = call.params[name];
  if (value === undefined) return undefined;
  const parsed =
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(String(value)) && parseTime(String(value), "Z");
  if (!parsed) throw refuse("INVALID_ARGUMENT", `${name} must be like 2018-04-04T06:01:46Z`);
  return parsed;
}
