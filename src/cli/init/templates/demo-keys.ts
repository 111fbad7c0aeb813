import type { Cloud } from "../../../clouds/cloud";

/** The emulator's keys under the names of a vendor's settings, in snake_case. They are valid only for the emulator. */
export function demoKeys({ settings }: Cloud): readonly (readonly [setting: string, value: string])[] {
  const { demoCredentials } = require("../../../emulator/demo") as typeof import("../../../emulator/demo");
  return Object.entries(settings).flatMap(([setting, { sets }]) =>
    sets === "accessKey" || sets === "secretKey" ? [[setting, demoCredentials[sets]] as const] : [],
  );
}
