/** Finds regions: explicit settings, then the environment, then the vendor's own files. */

import { didYouMean } from "../core/closest";
import { usageError } from "../core/errors";
import { arg, message } from "../core/message";
import type { Cloud, CloudSettings } from "./cloud";
import { firstSet } from "./environment";
import type { Surroundings } from "./vendor-files";

/** Loaded when a file is needed. */
const vendorFiles = () => require("./vendor-files") as typeof import("./vendor-files");

/** Regions become part of host names and paths, so only a plain name is allowed. */
const REGION = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/**
 * Finds the region of a lookup.
 *
 * @throws BackupsError `usage` if there is none, or it is not a region's name; `credentials` if a file that may have it
 * cannot be used
 */
export async function findRegion(
  cloud: Cloud,
  argument: string | undefined,
  settings: CloudSettings,
  surroundings: Surroundings,
): Promise<string> {
  const names = cloud.credentialSources.region;
  const fromFiles = async () => {
    const otherwise = message`give ${arg("region")}`;
    return (await vendorFiles().searchFiles(cloud, settings, surroundings, "region", otherwise)).found;
  };
  const fromEnvironment = async () => firstSet(surroundings.env, names);
  // As with keys, a given profile overrides variables, which may belong to another account.
  const others = settings.profile ? [fromFiles, fromEnvironment] : [fromEnvironment, fromFiles];
  let region = argument ?? settings.region;
  for (const find of others) region ||= await find();
  if (!region) {
    throw usageError(
      "region",
      "missing; expected the region of the instance",
      message`Give ${arg("region")}, set ${names[0] ?? ""}, or set it in the profile.`,
    );
  }
  if (!REGION.test(region)) {
    throw usageError("region", `got ${JSON.stringify(region)}, expected a region's name such as cn-hangzhou`);
  }
  return region;
}

/**
 * Vendors return an empty list for a region that does not exist, and `for_each` would then destroy everything. A list
 * with instances proves its region, even if the table does not have it.
 *
 * @throws BackupsError `usage` for a region that is not in the cloud's table
 */
export function mustBeRegion({ title, regions }: Cloud, region: string): void {
  if (regions.has(region)) return;
  throw usageError(
    "region",
    `got ${JSON.stringify(region)}, which is not a known region of ${title}, and nothing is listed there`,
    didYouMean(region, regions) ?? `Known are ${[...regions].join(", ")}.`,
  );
}
