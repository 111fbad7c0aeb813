/** Where a job keeps its local files: in Terraform's data folder, relative to its working directory. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The beginning of the paths of a job's files. It differs between workspaces and between backends, because each has a
 * state of its own: what was restored for one is not restored for another.
 */
export function jobPath(name: string, env: NodeJS.ProcessEnv): string {
  const words = name.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 40);
  const hash = createHash("sha256")
    .update(JSON.stringify([workspace(env), name, ...backend(env)]))
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

/** The configured backend, as `terraform init` stores it; empty if none is configured. */
function backend(env: NodeJS.ProcessEnv): readonly unknown[] {
  try {
    const { type, config } = JSON.parse(
      readFileSync(join(dataFolder(env), "terraform.tfstate"), "utf8"),
    ).backend;
    return [type, config];
  } catch {
    return [];
  }
}
