/** Where a job keeps what only this machine needs: in Terraform's own data folder, beside its plugins. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder, relative to the one that Terraform runs in. */
export function jobFolder(env: NodeJS.ProcessEnv): string {
  return join(env.TF_DATA_DIR || ".terraform", "backups");
}

/** A file name of a job, one for each workspace: jobs of the same name in two of them are two. */
export function jobFileName(name: string, env: NodeJS.ProcessEnv): string {
  const words = name.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 40);
  const hash = createHash("sha256")
    .update(JSON.stringify([workspace(env), name]))
    .digest("hex");
  return `${words}-${hash.slice(0, 12)}`;
}

/** The file that the output goes to where the user names none. */
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
