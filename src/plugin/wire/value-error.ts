import { formatPath, type TfPath } from "./types";

/** A value that does not fit its type. The message names the place and the kind of value, never the value. */
export class ValueError extends Error {
  override readonly name = "ValueError";

  constructor(
    /** Where the value stands; empty for the whole object. */
    readonly path: TfPath,
    problem: string,
  ) {
    super(`${formatPath(path) || "the object"} ${problem}`);
  }
}
