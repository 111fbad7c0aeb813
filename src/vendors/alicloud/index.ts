/** Alibaba Cloud: its cloud and its listings. A further listing is added here, and nowhere else in this folder but in its own file. */
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
