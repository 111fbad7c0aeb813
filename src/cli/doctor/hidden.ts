/** Removes keys and personal data from the report, which users paste into issues. Pure. */
import { withoutControls } from "../../core/errors";
import { redact } from "../../core/redact";

/** A part of a path. */
const FOLDER = /(?<=[/\\])[^/\\\s"',;:]+/g;

/** A user in an identity's name, as in refusals of Alibaba Cloud and Tencent Cloud. */
const IDENTITY = /(:(?:user|assumed-role)\/)[^\s"',;]+/g;

/**
 * Makes a function that hides keys, home directories and folders with the user's name.
 *
 * @param homes shown as `~`
 * @param names of the user, which other folders may have
 */
export function hider(
  homes: readonly string[],
  names: readonly string[],
  secrets: readonly string[],
): (text: string) => string {
  const long = homes.filter((home) => home.length > 1).sort((a, b) => b.length - a.length);
  return (text) => {
    let shown = withoutControls(redact(text, secrets)).replace(IDENTITY, "$1***");
    for (const home of long) shown = shown.replaceAll(home, "~");
    return shown.replace(FOLDER, (folder) => (names.includes(folder.replace(/\.+$/, "")) ? "***" : folder));
  };
}
