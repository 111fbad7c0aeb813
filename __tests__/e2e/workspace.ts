import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { installPlugin } from "../../src/delivery/install";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator";
import { environmentOf } from "../cli/command";
import { AttachedTerraform } from "../helpers/attached-terraform";
import { REQUIRED_PROVIDERS } from "../helpers/required-providers";
import { type Finished, Terraform, temporaryDirectory } from "../helpers/terraform";

/** The package itself: its root directory. */
export const PACKAGE = resolve(__dirname, "../..");

/** A data source block, its attributes as HCL. */
export function data(type: string, name: string, attributes: Readonly<Record<string, string>>): string {
  const lines = Object.entries(attributes).map(([key, value]) => `  ${key} = ${value}\n`);
  return `data "backups_${type}" "${name}" {\n${lines.join("")}}\n`;
}

/** What a command did that had to succeed. */
export function succeeded(finished: Finished): Finished {
  if (finished.code !== 0) throw new Error(`exit code ${finished.code}:\n${finished.output}`);
  return finished;
}

/** A project below the temporary directory, in which the package is installed as npm would do it. */
export class Project {
  constructor(
    readonly directory: string,
    private readonly terraform: Terraform,
  ) {
    const installed = join(directory, "node_modules/cdktf-backups");
    mkdirSync(dirname(installed), { recursive: true });
    // Synthesis has put it there already, where the project is an output.
    if (!existsSync(installed)) symlinkSync(PACKAGE, installed);
  }

  /** Writes the configuration; what the provider needs of `terraform {}` is added. */
  write(configuration: string): void {
    writeFileSync(join(this.directory, "main.tf"), REQUIRED_PROVIDERS + configuration);
  }

  /** Puts the provider beside the configuration and runs `terraform init`. */
  async init(): Promise<void> {
    installPlugin(this.directory);
    await this.succeed(["init"]);
  }

  /** Runs terraform without colours or questions. */
  run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return this.terraform.run(this.directory, withFlags(args), env);
  }

  /** Runs terraform, which must succeed: what it printed is the error where it does not. */
  async succeed(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return succeeded(await this.run(args, env));
  }

  /** Starts terraform in a process group of its own. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return this.terraform.start(this.directory, withFlags(args), env);
  }

  /** The values of the outputs. */
  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.run(["output", "-json"]);
    const outputs = JSON.parse(stdout) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }
}

const QUIET: Readonly<Record<string, readonly string[]>> = {
  init: ["-input=false", "-no-color"],
  validate: ["-no-color"],
  plan: ["-input=false", "-no-color"],
  apply: ["-input=false", "-no-color", "-auto-approve"],
  destroy: ["-input=false", "-no-color", "-auto-approve"],
};

function withFlags([command = "", ...rest]: readonly string[]): string[] {
  return [command, ...(QUIET[command] ?? []), ...rest];
}

/** A temporary directory with an emulator, and terraform runs that see nothing else. */
export class Workspace {
  readonly home = temporaryDirectory();
  /** Variables that point the plugin at the emulator. */
  readonly env: NodeJS.ProcessEnv;
  #count = 0;

  private constructor(readonly emulator: Emulator) {
    this.env = environmentOf(emulator) as NodeJS.ProcessEnv;
  }

  /** Starts the emulator. */
  static async create(options?: EmulatorOptions): Promise<Workspace> {
    return new Workspace(await startEmulator(options));
  }

  /** A new project, whose provider the process of the tests serves. */
  project(name = this.#nextName()): Project {
    return new Project(join(this.home, name), new AttachedTerraform(this.home, this.env));
  }

  /** A new project, whose terraform starts the plugin as a user's does. */
  projectOfProcesses(name = this.#nextName()): Project {
    return new Project(join(this.home, name), new Terraform(this.home, this.env));
  }

  #nextName(): string {
    return `project-${++this.#count}`;
  }

  /** Stops the emulator. */
  close(): Promise<void> {
    return this.emulator.close();
  }
}
