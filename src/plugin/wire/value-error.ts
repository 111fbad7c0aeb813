import { formatPath, type TfPath } from "./types";

/** A value does not match its type. The message names its path and kind, never the value. */
export class ValueError extends Error {
  override readonly name = "ValueError";

  constructor(
    /** Path of the value; empty for the whole object. */
    readonly path: TfPath,
    problem: string,
  ) {
    super(`${formatPath(path) || "the object"} ${problem}`);
  }
}
