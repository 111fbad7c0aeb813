/** Names in the files that `init` writes, also used in the next steps. */
import type { Cloud } from "../../../clouds/cloud";
import { demoCredentials } from "../../../emulator/demo";
import type { Kind } from "../ground";

export const NAMES = {
  construct: "PinnedBackup",
  instancesFile: "pinned-backup.yaml",
  stack: "restore",
} as const;

/** The file with the lookup, its constants, and the value that switches the emulator off. */
interface Words {
  readonly file: string;
  readonly emulator: string;
  readonly off: string;
  readonly drill: string;
}

const TYPESCRIPT: Words = {
  file: "pinned-backup.ts",
  emulator: "EMULATOR",
  off: "undefined",
  drill: "DRILL",
};

export const WORDS: Readonly<Record<Kind, Words>> = {
  cdktf: TYPESCRIPT,
  cdktn: TYPESCRIPT,
  hcl: { file: "pinned-backup.tf", emulator: "backups_emulator", off: "null", drill: "backups_drill" },
};

/** The emulator's keys under the names of a vendor's settings, in snake_case. They are valid only for the emulator. */
export function demoKeys({ settings }: Cloud): readonly (readonly [setting: string, value: string])[] {
  return Object.entries(settings).flatMap(([setting, { sets }]) =>
    sets === "accessKey" || sets === "secretKey" ? [[setting, demoCredentials[sets]] as const] : [],
  );
}
