import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { emulatorEnvironment } from "../../src/cli/commands/emulate";
import { installPlugin } from "../../src/delivery/install";
import { type EmulatorData, startEmulator, type VendorRow } from "../../src/emulator";
import { AttachedTerraform } from "../helpers/attached-terraform";
import { type Finished, type Terraform, temporaryDirectory } from "../helpers/terraform";

const ROOT = resolve(__dirname, "../..");

/** Keys of no account; no output of Terraform may ever hold the second one. */
export const keys = { accessKey: "AKIDpipelineTest", secretKey: "pipeline-test-secret-key" };

/** The instance whose backups the tests make up. */
export const orders = { instanceId: "cdb-orders1", region: "ap-guangzhou" };

/** A physical backup as the vendor lists it; the number is its ID and the day of November 2026 it was taken. */
export function backupRow(day: number): VendorRow {
  const date = `2026-11-${String(day).padStart(2, "0")} 02:00:00`;
  return {
    BackupId: day,
    Date: date,
    FinishTime: date,
    Status: "SUCCESS",
    Type: "physical",
    Size: 1000 + day,
  };
}

/** A stack in a folder of its own, an emulated cloud, and the real terraform between them. */
export class RestoreProject {
  /** What the cloud lists; may be changed at any time. */
  readonly data: EmulatorData = {
    instances: [{ listing: "tencentcloud-mysql", ...orders, backups: [backupRow(1)] }],
  };
  readonly folder = temporaryDirectory();
  /** Variables by which the cloud is found. */
  cloudEnvironment: Record<string, string> = {};
  readonly #stackFolder = join(this.folder, "out/stacks/restore");
  readonly #log = join(this.folder, "log");
  #terraform: Terraform | undefined;
  #stop = async () => {};

  /** Starts the cloud. */
  async start(): Promise<void> {
    const emulator = await startEmulator({ data: this.data, credentials: [keys] });
    this.#stop = () => emulator.close();
    this.cloudEnvironment = emulatorEnvironment(emulator.url, keys);
    this.#terraform = new AttachedTerraform(this.folder, {
      ...this.cloudEnvironment,
      CDKTF_BACKUPS_HOME: ROOT,
      LOG: this.#log,
    });
  }

  /** Puts the provider beside a stack that was not synthesised here. */
  installPlugin(): void {
    installPlugin(this.stackFolder);
  }

  /** Takes the cloud away: connections are refused from now on. */
  async takeApiDown(): Promise<void> {
    await this.#stop();
    this.#stop = async () => {};
  }

  /** Ends what runs. */
  async end(): Promise<void> {
    await this.#stop();
  }

  /** Makes the cloud list a backup that is newer than all others. */
  addBackup(day: number): void {
    this.backups.unshift(backupRow(day));
  }

  /** The rows that the cloud lists. */
  get backups(): VendorRow[] {
    const backups = this.data.instances[0]?.backups;
    if (!backups) throw new Error("the instance is gone");
    return backups;
  }

  /** Where tests find the synthesised file, and where terraform runs. */
  get stackFolder(): string {
    mkdirSync(this.#stackFolder, { recursive: true });
    return this.#stackFolder;
  }

  /** Synthesises a stack by a real App, with its state beside it. */
  async synth(build: (stack: TerraformStack) => void | Promise<void>): Promise<void> {
    const app = new App({ outdir: join(this.folder, "out") });
    const stack = new TerraformStack(app, "restore");
    new LocalBackend(stack, { path: "terraform.tfstate" });
    await build(stack);
    app.synth();
  }

  /** Runs terraform; `extra` is added to its environment. */
  async terraform(args: readonly string[], extra: NodeJS.ProcessEnv = {}): Promise<Finished> {
    if (!this.#terraform) throw new Error("start() was not called");
    const result = await this.#terraform.run(this.stackFolder, [...args, "-no-color"], extra);
    if (result.output.includes(keys.secretKey)) throw new Error(`A secret was printed:\n${result.output}`);
    return result;
  }

  /** Runs terraform, which must succeed, and gives what it printed. */
  async ok(...args: readonly string[]): Promise<string> {
    const { code, output } = await this.terraform(args);
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${code}:\n${output}`);
    return output;
  }

  /** Runs terraform, which must fail, and gives what it printed. */
  async refused(...args: readonly string[]): Promise<string> {
    const { code, output } = await this.terraform(args);
    if (code !== 1) throw new Error(`terraform ${args.join(" ")} ended with ${code}:\n${output}`);
    return output;
  }

  /** An output of the stack, from the state. */
  async output(name: string): Promise<unknown> {
    return JSON.parse((await this.terraform(["output", "-json", name])).stdout);
  }

  /** What the jobs wrote to `$LOG`, line by line. */
  get log(): string[] {
    try {
      return readFileSync(this.#log, "utf8").trim().split("\n");
    } catch {
      return [];
    }
  }
}
