import type { IConstruct } from "constructs";

/** Frames of the framework and of Node.js, which never show the mistake in a user's app. */
const FOREIGN = /[\\/]node_modules[\\/](?:cdktf|cdktn|constructs)[\\/]|\((?:<anonymous>|node:.*)\)$/;
/** More frames than the framework's own between an app and a construct that is written. */
const MAX_FRAMES = 100;

/** The frames of the user's code on the stack. */
export function userFrames(): string[] {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = MAX_FRAMES;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return stack
    .split("\n")
    .filter((frame) => /^\s+at /.test(frame) && !frame.includes(__dirname) && !FOREIGN.test(frame));
}

/** An error whose stack trace begins in the user's code. */
export function ownError(message: string, frames = userFrames()): Error {
  const error = new Error(message);
  error.stack = [`Error: ${message}`, ...frames].join("\n");
  return error;
}

/**
 * An error with a construct's path.
 *
 * @param where the construct, or its path if it is not in the tree
 */
export function refusal(where: IConstruct | string, text: string): Error {
  const path = typeof where === "string" ? where : where.node.path;
  return ownError(`[${path.replace(/\/Default$/, "")}] ${text}`);
}

/** Throws one error with all problems, if there are any. */
export function refuseAll(where: IConstruct | string, problems: Iterable<string>): void {
  const lines = [...problems];
  if (lines.length > 0) throw refusal(where, lines.join("\n"));
}
