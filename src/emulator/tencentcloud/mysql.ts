import type { EmulatedApi } from "../cloud";
import { checkCall, integer, missing, refuse, tencentcloud, text } from "./cloud";
import { mysqlDemo, mysqlDemoInstance, mysqlRow } from "./mysql-demo";

/** Source: DescribeBackups, Limit: 20 by default, at most 100 (international site and older document). */
const limit = { default: 20, max: 100 };

/** TencentDB for MySQL 2017-03-20, DescribeBackups. */
export const tencentcloudMysql: EmulatedApi = {
  listing: "tencentcloud-mysql",
  cloud: tencentcloud,
  service: "cdb",
  actions: ["DescribeBackups"],

  answer(call, find) {
    checkCall(call, "2017-03-20", ["InstanceId", "Offset", "Limit"]);
    const instanceId = text(call, "InstanceId");
    if (!instanceId) throw missing("InstanceId");
    const size = integer(call, "Limit", limit.default);
    const offset = integer(call, "Offset", 0);
    if (size < 1 || size > limit.max) {
      throw refuse("InvalidParameter", `Parameter error: Limit must be 1 to ${limit.max}.`);
    }
    if (offset < 0) throw refuse("InvalidParameter", "Parameter error: Offset must not be negative.");

    const instance = find(instanceId, call.region);
    if (!instance) {
      throw refuse("InvalidParameter.InstanceNotFound", `The instance ${instanceId} does not exist.`);
    }
    return { TotalCount: instance.backups.length, Items: instance.backups.slice(offset, offset + size) };
  },

  newBackup: (instance, at) => mysqlRow({ instance, start: at }),
  demoInstance: mysqlDemoInstance,
  demo: mysqlDemo,
};
