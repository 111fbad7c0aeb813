/** Where a job keeps its local files: in Terraform's data folder. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder, relative to Terraform's working directory. */
export function jobFolder(env: NodeJS.ProcessEnv): string {
  return join(env.TF_DATA_DIR || ".terraform", "backups");
}

/** A job's file name, which differs between workspaces. */
export function jobFileName(name: string, env: NodeJS.ProcessEnv): string {
  const words = name.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 40);
  const hash = createHash("sha256")
    .update(JSON.stringify([workspace(env), name]))
    .digest("hex");
  return `${words}-${hash.slice(0, 12)}`;
}

/** The default output file. */
export function outputFileOf(name: string, env: NodeJS.ProcessEnv): string {
  return join(jobFolder(env), `${jobFileName(name, env)}.log`);
}

function workspace(env: NodeJS.ProcessEnv): string {
  if (env.TF_WORKSPACE) return env.TF_WORKSPACE;
  try {
    return readFileSync(join(env.TF_DATA_DIR || ".terraform", "environment"), "utf8").trim() || "default";
  } catch {
    return "default";
  }
}
