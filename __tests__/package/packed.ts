import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Finished, finished, temporaryDirectory } from "../helpers/terraform";

const ROOT = resolve(__dirname, "../..");
const { pack } = require("../../scripts/pack.cjs") as { pack(folder: string): { files: PackedFile[] } };

/** What of package.json the tests go by. */
export interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** The package's own description. */
export const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;

/** A file in the tarball. */
export interface PackedFile {
  readonly path: string;
  readonly size: number;
  /** Permissions. */
  readonly mode: number;
}

/** The package as npm would publish it, and projects that it is unpacked into. */
export class Packed {
  /** Holds everything. */
  readonly folder = temporaryDirectory();
  readonly files: readonly PackedFile[];
  #count = 0;

  constructor() {
    this.files = pack(this.folder).files;
  }

  /**
   * A project in which the package is installed with its dependencies, and nothing else but what is named.
   *
   * @param others packages to install besides, such as `cdktf`
   */
  project(...others: readonly string[]): PackedProject {
    return new PackedProject(join(this.folder, `project-${++this.#count}`), this.files, others);
  }
}

/** Where an installed package is; not all let their package.json be resolved. */
function installed(name: string): string {
  return join(ROOT, "node_modules", name);
}

/** A project that has the files of the tarball, where a package manager puts them. */
export class PackedProject {
  readonly package: string;

  constructor(
    readonly directory: string,
    files: readonly PackedFile[],
    others: readonly string[],
  ) {
    const modules = join(directory, "node_modules");
    this.package = join(modules, "cdktf-backups");
    // The files of the tarball, from where npm took them: not every machine has a tar to unpack it.
    for (const { path } of files) cpSync(join(ROOT, path), join(this.package, path));
    for (const name of [...Object.keys(manifest.dependencies), ...others]) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(installed(name), join(modules, name), "junction");
    }
    mkdirSync(join(modules, ".bin"));
    for (const [name, path] of Object.entries(manifest.bin)) {
      symlinkSync(join("..", "cdktf-backups", path), join(modules, ".bin", name));
    }
  }

  /** Writes a file. */
  write(name: string, text: string): void {
    writeFileSync(join(this.directory, name), text);
  }

  /** Runs a program in the project; it sees nothing of the developer's own environment. */
  run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return finished(
      spawn(program, args, {
        cwd: this.directory,
        env: { PATH: process.env.PATH, HOME: join(this.directory, "home"), ...env },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
  }

  /** Runs code that must succeed, and gives what it printed. */
  async evaluate(code: string, type: "commonjs" | "module" = "commonjs"): Promise<string> {
    const { code: exitCode, output } = await this.run(process.execPath, [`--input-type=${type}`, "-e", code]);
    if (exitCode !== 0) throw new Error(output);
    return output;
  }
}
