/** JD Cloud: its cloud and its listings. Add another listing here and in its own file, nowhere else in this folder. */
import type { Vendor } from "../../listings/vendor";
import { jdcloud as cloud } from "./cloud";
import { jdcloudRds } from "./rds";
import { jdcloudRedis } from "./redis";
import type { JdCloudProps } from "./settings";

/** In the order of the documentation. */
const listings = [jdcloudRedis, jdcloudRds] as const;

export const jdcloud: Vendor<typeof listings, JdCloudProps> = { cloud, listings };
