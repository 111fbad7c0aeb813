/** Commands of Terraform's as messages print them: each works where the reader stands. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { shellWord } from "../core/shell-word";

/** What cdktf writes into the folder of a stack, and runs Terraform beside. */
const SYNTHESISED = ["cdk.tf.json", "cdk.tf"];

/**
 * A command for the configuration that the plugin runs for. The reader of a CDKTF project stands above the stack's folder,
 * where the same command would find no configuration, destroy nothing, and leave a state that cdktf does not bear.
 *
 * @param args such as `destroy -refresh=false`
 */
export function terraformCommand(
  args: string,
  env: NodeJS.ProcessEnv = process.env,
  folder = process.cwd(),
): string {
  // What cdktf itself reads to find the program.
  const program = shellWord(env.TERRAFORM_BINARY_NAME || "terraform");
  const isStack = SYNTHESISED.some((file) => existsSync(join(folder, file)));
  return [program, ...(isStack ? [shellWord(`-chdir=${folder}`)] : []), args].join(" ");
}

/** How to destroy although a plan is refused. Terraform breaks no line that is indented. */
export function destroyAnyway(what = "everything"): string {
  return `To destroy ${what} all the same:\n\n  ${terraformCommand("destroy -refresh=false")}`;
}
