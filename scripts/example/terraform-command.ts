/** Finds the program that deploys the example. */
import { spawnSync } from "node:child_process";

/** A terraform or tofu that runs. */
export interface TerraformCommand {
  readonly name: string;
  /** Its own first line, such as `Terraform v1.11.4`. */
  readonly version: string;
}

/** The first that runs, or why none does. */
export type TerraformSearch = { readonly command: TerraformCommand } | { readonly why: string };

function firstLine(text: string | null | undefined): string {
  return (
    text
      ?.split("\n")
      .find((line) => line.trim() !== "")
      ?.trim() ?? ""
  );
}

/** Looks for what TERRAFORM_BINARY_NAME names, else for Terraform, then for OpenTofu. */
export function findTerraform(env: NodeJS.ProcessEnv): TerraformSearch {
  const named = env.TERRAFORM_BINARY_NAME;
  const problems: string[] = [];
  for (const name of named ? [named] : ["terraform", "tofu"]) {
    const run = spawnSync(name, ["version"], { env, encoding: "utf8" });
    if (run.status === 0) return { command: { name, version: firstLine(run.stdout) } };
    if ((run.error as NodeJS.ErrnoException | undefined)?.code === "ENOENT") continue;
    problems.push(`${name} is there and does not run (${firstLine(run.stderr) || `exit ${run.status}`})`);
  }
  if (problems.length > 0) return { why: problems.join(", ") };
  return {
    why: named
      ? `TERRAFORM_BINARY_NAME is ${JSON.stringify(named)}, and there is no such program`
      : "neither terraform nor tofu is on the PATH",
  };
}
