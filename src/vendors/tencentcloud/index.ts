/** Tencent Cloud: its cloud and its listings. Add another listing here and in its own file, nowhere else in this folder. */
import type { Vendor } from "../../listings/vendor";
import { tencentcloud as cloud } from "./cloud";
import { tencentcloudCynosdb } from "./cynosdb";
import { tencentcloudMongodb } from "./mongodb";
import { tencentcloudMysql } from "./mysql";
import { tencentcloudPostgres } from "./postgres";
import { tencentcloudRedis } from "./redis";
import type { TencentCloudOwnSettings, TencentCloudProps } from "./settings";

/** In the order of the documentation. */
const listings = [
  tencentcloudRedis,
  tencentcloudMysql,
  tencentcloudPostgres,
  tencentcloudMongodb,
  tencentcloudCynosdb,
] as const;

export const tencentcloud: Vendor<typeof listings, TencentCloudProps, TencentCloudOwnSettings> = {
  cloud,
  listings,
};
