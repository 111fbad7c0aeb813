/** Parts of messages: commands that work in the user's folder, and the place of a diagnostic. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { shellWord } from "../core/shell-word";
import type { TfObject } from "./wire/types";

/** Files that cdktf writes into the folder of a stack. */
const SYNTHESISED = ["cdk.tf.json", "cdk.tf"];

/**
 * A command for the plugin's configuration. A user of CDKTF is in the project's folder, where the command without
 * `-chdir` would find no configuration, destroy nothing, and leave a state that stops cdktf.
 *
 * @param args such as `destroy -refresh=false`
 */
export function terraformCommand(
  args: string,
  env: NodeJS.ProcessEnv = process.env,
  folder = process.cwd(),
): string {
  // cdktf reads this variable to find the program.
  const program = shellWord(env.TERRAFORM_BINARY_NAME || "terraform");
  const isStack = SYNTHESISED.some((file) => existsSync(join(folder, file)));
  return [program, ...(isStack ? [shellWord(`-chdir=${folder}`)] : []), args].join(" ");
}

/** A summary that names the instance of a point or a trigger: Terraform folds warnings with the same summary. */
export function atInstance(state: TfObject | null, summary: string): string {
  return typeof state?.instance_id === "string" ? `${state.instance_id}: ${summary}` : summary;
}

/** How to destroy although the plan fails. Terraform does not wrap indented lines. */
export function destroyAnyway(what = "everything"): string {
  return `To destroy ${what} all the same:\n\n  ${terraformCommand("destroy -refresh=false")}`;
}
