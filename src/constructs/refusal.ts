import type { IConstruct } from "constructs";

/** Frames of this folder, of the framework and of Node.js: none is where a mistake in a user's app is. */
const FOREIGN = /[\\/]node_modules[\\/](?:cdktf|cdktn|constructs)[\\/]|\((?:<anonymous>|node:.*)\)$/;
/** More frames than the framework puts between an app and a construct that is written. */
const MAX_FRAMES = 100;

/** An error whose stack begins in the user's own code. */
export function ownError(message: string): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = MAX_FRAMES;
  const error = new Error(message);
  Error.stackTraceLimit = stackTraceLimit;
  return withMessage(error, message);
}

/** An error with another message, and the frames of it that are the user's own. */
export function withMessage(error: Error, message: string): Error {
  const frames = (error.stack ?? "").slice(`Error: ${error.message}`.length).split("\n");
  error.message = message;
  error.stack = [
    `Error: ${message}`,
    ...frames.filter((frame) => frame.trim() !== "" && !frame.includes(__dirname) && !FOREIGN.test(frame)),
  ].join("\n");
  return error;
}

/**
 * An error about a construct, by the path that its user gave it.
 *
 * @param where the construct, or the path of one that is not in the tree
 */
export function refusal(where: IConstruct | string, text: string): Error {
  const path = typeof where === "string" ? where : where.node.path;
  return ownError(`[${path.replace(/\/Default$/, "")}] ${text}`);
}
