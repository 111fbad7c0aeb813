/** Commands of Terraform's as messages print them: each works where the reader stands. */
import { realpathSync } from "node:fs";
import { isAbsolute, relative } from "node:path";
import { shellWord } from "../core/shell-word";

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/**
 * The way from the reader's folder to the configuration's, empty if they are the same. `cdktf` starts Terraform in the
 * folder of a stack, and the same command without `-chdir` would find another configuration in the project, or none.
 */
function wayTo(folder: string, { PWD: stand }: NodeJS.ProcessEnv): string {
  if (!stand) return folder;
  const way = relative(realPath(stand), realPath(folder));
  return way.startsWith("..") || isAbsolute(way) ? folder : way;
}

/**
 * A command for the configuration that the plugin runs for.
 *
 * @param args such as `destroy -refresh=false`
 */
export function terraformCommand(
  args: string,
  env: NodeJS.ProcessEnv = process.env,
  folder = process.cwd(),
): string {
  const way = wayTo(folder, env);
  // What cdktf itself reads to find the program.
  const program = shellWord(env.TERRAFORM_BINARY_NAME || "terraform");
  return `${program} ${way === "" ? "" : `${shellWord(`-chdir=${way}`)} `}${args}`;
}

/** How to destroy although a plan is refused. Terraform breaks no line that is indented. */
export function destroyAnyway(what = "everything"): string {
  return `To destroy ${what} all the same:\n\n  ${terraformCommand("destroy -refresh=false")}`;
}
