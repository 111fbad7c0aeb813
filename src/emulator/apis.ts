import { alicloudRedis } from "./alicloud/redis";
import type { EmulatedApi } from "./api";
import { jdcloudRedis } from "./jdcloud/redis";
import { tencentcloudMysql } from "./tencentcloud/mysql";
import { tencentcloudRedis } from "./tencentcloud/redis";

/** The emulated listing APIs. */
export const apis: readonly EmulatedApi[] = [
  tencentcloudRedis,
  tencentcloudMysql,
  jdcloudRedis,
  alicloudRedis,
];
