import { isAtLeast } from "../../core/version";

/** Version for cdktn's command: `engines` of cdktn-cli 0.24. On an earlier Node.js it ends with a TypeError. */
const NEEDED = "22.19";

export const CDKTN_COMMAND_NEEDS = `Node.js ${NEEDED} or later`;

/** Whether cdktn's command runs on a Node.js. */
export function runsCdktnCommand(version = process.versions.node): boolean {
  return isAtLeast(version, NEEDED);
}
