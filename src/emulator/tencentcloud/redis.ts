import { parseTime } from "../../time";
import type { EmulatedApi } from "../cloud";
import type { VendorRow } from "../data";
import { checkCall, integer, missing, refuse, tencentcloud, text } from "./cloud";
import { redisDemo, redisDemoInstance, redisRow } from "./redis-demo";

/** Source: DescribeInstanceBackups, Limit: 20 by default, at most 100. */
const limit = { default: 20, max: 100 };
/** Source: DescribeInstanceBackups, BeginTime: a query spans 30 days at most. */
const maxSpanMs = 30 * 24 * 3600_000;
/** Status that is listed when none is asked for: backups that are normal. Source: DescribeInstanceBackups, Status.N. */
const defaultStatuses = [2];

const parameters = ["InstanceId", "InstanceName", "Limit", "Offset", "BeginTime", "EndTime", "Status"];

/** Tencent Cloud Redis 2018-04-12, DescribeInstanceBackups. */
export const tencentcloudRedis: EmulatedApi = {
  listing: "tencentcloud-redis",
  cloud: tencentcloud,
  service: "redis",
  actions: ["DescribeInstanceBackups"],

  answer(call, find) {
    checkCall(call, "2018-04-12", parameters);
    const instanceId = text(call, "InstanceId");
    if (!instanceId) throw missing("InstanceId");
    const size = integer(call, "Limit", limit.default);
    const offset = integer(call, "Offset", 0);
    if (size < 1 || size > limit.max) throw invalid(`Limit must be 1 to ${limit.max}`);
    if (offset < 0 || offset % size !== 0) throw invalid("Offset must be a multiple of Limit");
    const begin = time("BeginTime", text(call, "BeginTime"));
    const end = time("EndTime", text(call, "EndTime"));
    if (begin && end && end < begin) throw invalid("EndTime is before BeginTime");
    if (begin && end && end.getTime() - begin.getTime() > maxSpanMs) {
      throw invalid("BeginTime and EndTime are more than 30 days apart");
    }
    const statuses = call.params.Status ?? defaultStatuses;
    if (!Array.isArray(statuses) || !statuses.every(Number.isSafeInteger)) {
      throw invalid("Status must be an array of integers");
    }

    const instance = find(instanceId, call.region);
    if (!instance) {
      throw refuse("ResourceNotFound.InstanceNotExists", `Redis instance ${instanceId} does not exist.`);
    }
    const matching = instance.backups.filter((row) => {
      const started = startOf(row);
      if (row.Status !== undefined && !statuses.includes(row.Status)) return false;
      return !(started && ((begin && started < begin) || (end && started > end)));
    });
    return {
      TotalCount: matching.length,
      [instance.responseField ?? "BackupSet"]: matching.slice(offset, offset + size),
    };
  },

  newBackup: (instance, at) => redisRow({ instance, start: at }),
  demoInstance: redisDemoInstance,
  demo: redisDemo,
};

function invalid(problem: string) {
  return refuse("InvalidParameter.InvalidParameter", `Business parameter error: ${problem}.`);
}

function time(name: string, value: string | undefined): Date | undefined {
  if (value === undefined) return undefined;
  const parsed = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(value) && parseTime(value, "+08:00");
  if (!parsed) throw invalid(`${name} must be like 2017-02-08 16:46:34`);
  return parsed;
}

function startOf(row: VendorRow): Date | undefined {
  return parseTime(String(row.StartTime ?? ""), "+08:00") ?? undefined;
}
