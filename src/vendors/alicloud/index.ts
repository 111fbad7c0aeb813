/** Alibaba Cloud: its cloud and its listings. Add another listing here and in its own file, nowhere else in this folder. */
import type { Vendor } from "../../listings/vendor";
import { alicloud as cloud } from "./cloud";
import { alicloudMongodb } from "./mongodb";
import { alicloudPolardb } from "./polardb";
import { alicloudRds } from "./rds";
import { alicloudRedis } from "./redis";
import type { AliCloudProps } from "./settings";

/** In the order of the documentation. */
const listings = [alicloudRedis, alicloudRds, alicloudPolardb, alicloudMongodb] as const;

export const alicloud: Vendor<typeof listings, AliCloudProps> = { cloud, listings };
