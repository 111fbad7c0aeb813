/** Takes out of texts what a report that is pasted into an issue must not hold. Pure. */
import { withoutControls } from "../../core/errors";
import { redact } from "../../core/redact";

/** Who the user is. */
export interface Person {
  /** Home directories, which are written as `~`. */
  readonly homes: readonly string[];
  /** Names that folders elsewhere may have. */
  readonly names: readonly string[];
}

/** A part of a path. */
const FOLDER = /(?<=[/\\])[^/\\\s"',;:]+/g;

/** A user in the name of an identity, as Alibaba Cloud and Tencent Cloud quote it in refusals. */
const IDENTITY = /(:(?:user|assumed-role)\/)[^\s"',;]+/g;

/** Makes what hides keys, home directories and folders that are named after the user. */
export function hider({ homes, names }: Person, secrets: readonly string[]): (text: string) => string {
  const long = homes.filter((home) => home.length > 1).sort((a, b) => b.length - a.length);
  return (text) => {
    let shown = withoutControls(redact(text, secrets)).replace(IDENTITY, "$1***");
    for (const home of long) shown = shown.replaceAll(home, "~");
    return shown.replace(FOLDER, (folder) => (names.includes(folder.replace(/\.+$/, "")) ? "***" : folder));
  };
}
