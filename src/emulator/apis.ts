import { existsSync } from "node:fs";
import { join } from "node:path";
import { listings } from "../vendors";
import type { EmulatedApi, EmulatedProduct } from "./api";
import type { EmulatedCloud } from "./cloud";

/** The emulated listing APIs, by the names of their files. A vendor without a folder here is not emulated. */
export const apis: readonly EmulatedApi[] = listings
  .filter(({ cloud }) => existsSync(join(__dirname, cloud.name)))
  .map((listing) => {
    const { name: vendor } = listing.cloud;
    const file = listing.name.slice(`${vendor}-`.length);
    const { cloud } = require(`./${vendor}/cloud`) as { readonly cloud: EmulatedCloud };
    const { product } = require(`./${vendor}/${file}`) as { readonly product: EmulatedProduct };
    return { listing, cloud, ...product };
  });
