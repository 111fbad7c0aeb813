import { tencentcloudMysql as listing } from "../../vendors/tencentcloud/mysql";
import type { EmulatedApi } from "../api";
import { refuse, tencentcloud } from "./cloud";
import { mysqlDemoInstance, mysqlRow, mysqlSamples } from "./mysql-demo";

/** TencentDB for MySQL 2017-03-20, DescribeBackups. */
export const tencentcloudMysql: EmulatedApi = {
  listing,
  cloud: tencentcloud,
  // Source: DescribeBackups, Limit: 20 by default, at most 100 (international site and older document).
  limits: { default: 20, max: 100, code: "InvalidParameter" },
  // Source: DescribeDBInstances, Limit.
  instanceLimits: { default: 20, max: 2000 },
  unknownInstance: (id) => refuse("InvalidParameter.InstanceNotFound", `The instance ${id} does not exist.`),
  row: mysqlRow,
  instanceRow: ({ instanceId, region }) => ({
    InstanceId: instanceId,
    InstanceName: "orders",
    Region: region,
    Status: 1,
    InstanceType: 1,
    EngineVersion: "8.0",
  }),
  demoInstance: mysqlDemoInstance,
  // This API lists no expired backups.
  lists: ["succeeded", "running", "failed"],
  further: mysqlSamples,
};
