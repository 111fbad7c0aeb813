/** What cdktn's command needs: the `engines` of cdktn-cli 0.24. On an earlier Node.js it ends with a TypeError. */
const NEEDED = [22, 19] as const;

export const CDKTN_COMMAND_NEEDS = `Node.js ${NEEDED.join(".")} or later`;

/** Whether cdktn's command runs on a Node.js. */
export function runsCdktnCommand(version = process.versions.node): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}
