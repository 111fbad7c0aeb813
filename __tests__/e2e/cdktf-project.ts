import { spawn } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Finished, finished } from "../helpers/terraform";
import { PACKAGE, succeeded } from "./workspace";

const CDKTF = require.resolve("cdktf-cli/bundle/bin/cdktf");
/** Packages that a project has in its node_modules; those that they need are found beside their real paths. */
const INSTALLED = ["cdktf", "constructs", "tsx"];

/** A CDKTF project outside of the package's own directory, which is installed in it. */
export class CdktfProject {
  /**
   * @param env all that its commands see, besides a home directory of their own
   * @param files to write, by name; without any the project has those of the example app
   */
  constructor(
    readonly directory: string,
    private readonly env: NodeJS.ProcessEnv,
    files: Readonly<Record<string, string>> = {},
  ) {
    const modules = join(directory, "node_modules");
    mkdirSync(modules, { recursive: true });
    mkdirSync(join(directory, "home"));
    for (const name of INSTALLED)
      symlinkSync(dirname(require.resolve(`${name}/package.json`)), join(modules, name));
    symlinkSync(PACKAGE, join(modules, "cdktf-backups"));
    if (Object.keys(files).length === 0) {
      for (const name of ["main.ts", "cdktf.json"]) cpSync(join(PACKAGE, name), join(directory, name));
      for (const name of ["src", "scripts"]) symlinkSync(join(PACKAGE, name), join(directory, name));
    }
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    writeFileSync(join(directory, "home/empty.tfrc"), "");
  }

  /** Runs a program of Node.js in the project. */
  node(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    const home = join(this.directory, "home");
    return finished(
      spawn(process.execPath, args, {
        cwd: this.directory,
        env: {
          PATH: process.env.PATH,
          HOME: home,
          PWD: this.directory,
          TF_CLI_CONFIG_FILE: join(home, "empty.tfrc"),
          CHECKPOINT_DISABLE: "1",
          CI: "true",
          // Node.js 26 warns of something that cdktf's command uses; tests look for warnings of our own.
          NODE_NO_WARNINGS: "1",
          ...this.env,
          ...env,
        },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
  }

  /** Runs the real cdktf command, which must succeed: what it printed is the error where it does not. */
  async cdktf(args: readonly string[]): Promise<Finished> {
    return succeeded(await this.node([CDKTF, ...args]));
  }
}
