import { parseTime } from "../../core/time";
import { tencentcloudRedis as listing } from "../../vendors/tencentcloud/redis";
import type { EmulatedApi } from "../api";
import { isWithin } from "../window";
import { integer, refuse, tencentcloud, text } from "./cloud";
import { redisDemoInstance, redisRow, redisSamples } from "./redis-demo";

const BUSINESS_ERROR = "InvalidParameter.InvalidParameter";
/** Source: DescribeInstanceBackups, Limit: 20 by default, at most 100. */
const limits = { default: 20, max: 100, code: BUSINESS_ERROR };
/** Source: DescribeInstanceBackups, BeginTime: a query spans 30 days at most. */
const maxSpanMs = 30 * 24 * 3600_000;
/** Statuses listed without the parameter: normal backups. Source: DescribeInstanceBackups, Status.N. */
const defaultStatuses = [2];

/** Tencent Cloud Redis 2018-04-12, DescribeInstanceBackups. */
export const tencentcloudRedis: EmulatedApi = {
  listing,
  cloud: tencentcloud,
  limits,
  // Source: DescribeInstances, Limit.
  instanceLimits: { default: 20, max: 1000 },
  parameters: ["InstanceName"],

  matches(call) {
    const size = integer(call, "Limit", limits.default);
    if (integer(call, "Offset", 0) % size !== 0) throw invalid("Offset must be a multiple of Limit");
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
    return (row) =>
      (row.Status === undefined || statuses.includes(row.Status)) &&
      isWithin(row.StartTime, "+08:00", begin, end);
  },

  unknownInstance: (id) =>
    refuse("ResourceNotFound.InstanceNotExists", `Redis instance ${id} does not exist.`),
  row: redisRow,
  instanceRow: ({ instanceId, region }) => ({
    InstanceId: instanceId,
    InstanceName: "orders-cache",
    Region: region,
    Status: 2,
    Type: 8,
    ProductType: "standalone",
    Engine: "Redis",
  }),
  demoInstance: redisDemoInstance,
  further: redisSamples,
};

function invalid(problem: string) {
  return refuse(BUSINESS_ERROR, `Business parameter error: ${problem}.`);
}

function time(name: string, value: string | undefined): Date | undefined {
  if (value === undefined) return undefined;
  const parsed = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(value) && parseTime(value, "+08:00");
  if (!parsed) throw invalid(`${name} must be like 2017-02-08 16:46:34`);
  return parsed;
}
