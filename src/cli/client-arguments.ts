/** The settings of a client that a command takes as flags. */
import type { Cloud } from "../clouds/cloud";
import { hasSetting, wholeNumbers } from "../clouds/settings";
import type { ArgumentTable } from "../core/argument";
import { commonArguments } from "../lookup/query";
import { clouds } from "../vendors";

/** Settings that only some vendors have. */
export const vendorArguments: ArgumentTable = Object.fromEntries(
  clouds
    .flatMap(({ settings }) => Object.values(settings))
    .filter(({ isFlag }) => isFlag)
    .map(({ sets, kind, description }) => {
      const owners = clouds.filter((cloud) => hasSetting(cloud, sets)).map(({ name }) => name);
      const text = `${description} For ${owners.join(", ")} only.`;
      return [sets, { kind: kind === "offset" ? kind : "string", description: text }];
    }),
);

export function clientTable(...asked: readonly Cloud[]): ArgumentTable {
  const own = Object.entries(vendorArguments).filter(([name]) =>
    asked.some((cloud) => hasSetting(cloud, name)),
  );
  return { ...wholeNumbers, ...Object.fromEntries(own) };
}

/** The flags of a command over many instances. */
export function fleetTable(): ArgumentTable {
  return { endpoint: commonArguments.endpoint, ...clientTable(...clouds) };
}
