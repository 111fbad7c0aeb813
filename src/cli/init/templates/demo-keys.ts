import type { Cloud } from "../../../clouds/cloud";
import { demoCredentials } from "../../../emulator/demo";

/** The emulator's keys under the names of a vendor's settings, in snake_case. They are valid only for the emulator. */
export function demoKeys({ settings }: Cloud): readonly (readonly [setting: string, value: string])[] {
  return Object.entries(settings).flatMap(([setting, { sets }]) =>
    sets === "accessKey" || sets === "secretKey" ? [[setting, demoCredentials[sets]] as const] : [],
  );
}
