import { isObject } from "../../core/is-object";
import { toWallClock } from "../../core/time";
import type { EmulatedProduct } from "../api";
import type { Call } from "../cloud";
import { endOf, expiryOf, sizeOf, uuidOf } from "../demo-schedule";
import { isWithin, timeIn } from "../window";
import { refuse, text, WALL_CLOCK, wrongType } from "./cloud";

/** Source: the SDK's BaseBackup, State. */
const states = { succeeded: "finished", running: "running", failed: "failed", expired: "finished" };
/** Source: DescribeBaseBackups, MinFinishTime: without it only the last seven days are listed. */
const DEFAULT_WINDOW_MS = 7 * 86_400_000;

/** Filters by their names. */
function filtersOf(call: Call): ReadonlyMap<string, readonly unknown[]> {
  const given: unknown = call.params.Filters ?? [];
  if (!Array.isArray(given) || !given.every(isObject)) throw wrongType("Filters");
  return new Map(given.map(({ Name, Values }) => [String(Name), Array.isArray(Values) ? Values : []]));
}

/** TencentDB for PostgreSQL 2017-03-12, DescribeBaseBackups. */
export const product: EmulatedProduct = {
  // Source: DescribeBaseBackups, Limit: 10 by default, 1 to 100.
  limits: { default: 10, max: 100 },
  parameters: ["Filters", "MinFinishTime", "OrderBy", "OrderByType"],
  instanceIn: (call) => {
    const id = filtersOf(call).get("db-instance-id")?.[0];
    return typeof id === "string" ? id : undefined;
  },
  matches(call, _operation, now) {
    for (const [name, allowed] of [
      ["OrderBy", ["StartTime", "FinishTime", "Size"]],
      ["OrderByType", ["asc", "desc"]],
    ] as const) {
      const value = text(call, name);
      if (value !== undefined && !(allowed as readonly string[]).includes(value)) {
        throw refuse("InvalidParameterValue", `${name} must be one of ${allowed.join(", ")}.`);
      }
    }
    const illFormed = refuse("InvalidParameterValue", "MinFinishTime must be like 2018-01-01 00:00:00.");
    const earliest =
      timeIn(text(call, "MinFinishTime"), WALL_CLOCK, "+08:00", illFormed) ??
      new Date(now.getTime() - DEFAULT_WINDOW_MS);
    return ({ FinishTime }) => isWithin(FinishTime, "+08:00", earliest, null);
  },
  unknownInstance: (id) => refuse("ResourceNotFound.InstanceNotFoundError", `Instance ${id} is not found.`),
  row: (backup) => {
    const { instance, start, outcome, manual } = backup;
    return {
      DBInstanceId: instance.instanceId,
      Id: uuidOf(backup),
      Name: `${instance.instanceId}_${toWallClock(start, "+08:00").replace(/\D/g, "")}`,
      BackupMethod: "physical",
      BackupMode: manual ? "manual" : "automatic",
      State: states[outcome],
      Size: outcome === "running" ? 0 : sizeOf(backup),
      StartTime: toWallClock(start, "+08:00"),
      FinishTime: outcome === "running" ? "0001-01-01 00:00:00" : toWallClock(endOf(backup), "+08:00"),
      ExpireTime: toWallClock(expiryOf(backup), "+08:00"),
    };
  },
  instanceRow: {
    DBInstanceName: "orders",
    DBInstanceStatus: "running",
    DBInstanceType: "primary",
    DBEngine: "postgresql",
  },
  // Source: DescribeDBInstances, Limit: 10 by default, at most 100.
  instanceLimits: { default: 10, max: 100 },
  demoInstance: { instanceId: "postgres-7mx4r2te", region: "ap-guangzhou" },
};
