/** Where a job keeps its local files: in Terraform's data folder, relative to its working directory. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The beginning of the paths of a job's files, which differs between workspaces. */
export function jobPath(name: string, env: NodeJS.ProcessEnv): string {
  const words = name.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 40);
  const hash = createHash("sha256")
    .update(JSON.stringify([workspace(env), name]))
    .digest("hex");
  return join(dataFolder(env), "backups", `${words}-${hash.slice(0, 12)}`);
}

function dataFolder(env: NodeJS.ProcessEnv): string {
  return env.TF_DATA_DIR || ".terraform";
}

function workspace(env: NodeJS.ProcessEnv): string {
  if (env.TF_WORKSPACE) return env.TF_WORKSPACE;
  try {
    return readFileSync(join(dataFolder(env), "environment"), "utf8").trim() || "default";
  } catch {
    return "default";
  }
}
