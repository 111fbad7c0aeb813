import { alicloudMongodb } from "./alicloud/mongodb";
import { alicloudPolardb } from "./alicloud/polardb";
import { alicloudRds } from "./alicloud/rds";
import { alicloudRedis } from "./alicloud/redis";
import type { EmulatedApi } from "./api";
import { jdcloudRds } from "./jdcloud/rds";
import { jdcloudRedis } from "./jdcloud/redis";
import { tencentcloudCynosdb } from "./tencentcloud/cynosdb";
import { tencentcloudMongodb } from "./tencentcloud/mongodb";
import { tencentcloudMysql } from "./tencentcloud/mysql";
import { tencentcloudPostgres } from "./tencentcloud/postgres";
import { tencentcloudRedis } from "./tencentcloud/redis";

/** The emulated listing APIs. */
export const apis: readonly EmulatedApi[] = [
  tencentcloudRedis,
  tencentcloudMysql,
  tencentcloudPostgres,
  tencentcloudMongodb,
  tencentcloudCynosdb,
  jdcloudRedis,
  jdcloudRds,
  alicloudRedis,
  alicloudRds,
  alicloudPolardb,
  alicloudMongodb,
];
