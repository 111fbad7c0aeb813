/** JD Cloud: its cloud and its listings. A further listing is added here, and nowhere else in this folder but in its own file. */
import type { Vendor } from "../../listings/vendor";
import { jdcloud as cloud } from "./cloud";
import { jdcloudRds } from "./rds";
import { jdcloudRedis } from "./redis";
import type { JdCloudProps } from "./settings";

/** In the order of the documentation. */
const listings = [jdcloudRedis, jdcloudRds] as const;

export const jdcloud: Vendor<typeof listings, JdCloudProps> = { cloud, listings };
