import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { App, TerraformStack } from "cdktf";
import { emulatorEnvironment } from "../../src/cli/commands/emulate";
import { type EmulatorData, startEmulator, type VendorRow } from "../../src/emulator";
import { type Finished, Terraform, temporaryDirectory } from "../helpers/terraform";

const ROOT = resolve(__dirname, "../..");

/** Whether jobs run on the real null provider, which `terraform init` must then be able to fetch. */
export const realNullProvider = process.env.REAL_NULL_PROVIDER === "1";

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

/** The parts of a synthesised stack that are rewritten here. */
export interface StackJson {
  terraform: { backend: unknown; required_providers: Record<string, unknown> };
  provider: Record<string, unknown>;
  resource?: Record<string, Record<string, Job>>;
  locals?: Record<string, unknown>;
}
interface Job {
  triggers?: unknown;
  triggers_replace?: unknown;
  lifecycle?: { ignore_changes: string[] };
  provisioner?: { "local-exec": { environment: Record<string, string> } }[];
}

/**
 * Turns every null_resource into the built-in terraform_data, because the null provider cannot be fetched without a
 * registry: the same triggers and the same provisioners, under the name that terraform_data gives the triggers.
 */
export function rewriteJobs(stack: StackJson): void {
  const jobs = stack.resource?.null_resource;
  if (!jobs || !stack.resource) return;
  for (const [name, job] of Object.entries(jobs)) {
    // Terraform ignores changes of an element in a map, which `triggers` is and an object in JSON is not.
    stack.locals = { ...stack.locals, [`${name}-triggers`]: job.triggers };
    job.triggers_replace = `\${tomap(local.${name}-triggers)}`;
    delete job.triggers;
    const { lifecycle } = job;
    if (lifecycle) {
      lifecycle.ignore_changes = lifecycle.ignore_changes.map((path) =>
        path.replace("triggers[", "triggers_replace["),
      );
    }
    for (const { "local-exec": run } of job.provisioner ?? []) {
      for (const [name, value] of Object.entries(run.environment)) {
        run.environment[name] = value.replace("self.triggers.", "self.triggers_replace.");
      }
    }
  }
  stack.resource.terraform_data = { ...stack.resource.terraform_data, ...jobs };
  delete stack.resource.null_resource;
  delete stack.provider.null;
  delete stack.terraform.required_providers.null;
}

/** A stack in a folder of its own, an emulated cloud, and the real terraform between them. */
export class RestoreProject {
  /** What the cloud lists; may be changed at any time. */
  readonly data: EmulatorData = {
    instances: [{ listing: "tencentcloud-mysql", ...orders, backups: [backupRow(1)] }],
  };
  readonly folder = temporaryDirectory();
  readonly #stackFolder = join(this.folder, "out/stacks/restore");
  readonly #log = join(this.folder, "log");
  #terraform: Terraform | undefined;
  #stop = async () => {};

  /** Starts the cloud. */
  async start(): Promise<void> {
    const emulator = await startEmulator({ data: this.data, credentials: [keys] });
    this.#stop = () => emulator.close();
    this.#terraform = new Terraform(this.folder, {
      ...emulatorEnvironment(emulator.url, keys.accessKey, keys.secretKey),
      CDKTF_BACKUPS_HOME: ROOT,
      LOG: this.#log,
    });
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

  /** Synthesises a stack by a real App; jobs become terraform_data unless the real provider is wanted. */
  async synth(build: (stack: TerraformStack) => void | Promise<void>): Promise<void> {
    const app = new App({ outdir: join(this.folder, "out") });
    const stack = new TerraformStack(app, "restore");
    await build(stack);
    app.synth();
    const file = join(this.#stackFolder, "cdk.tf.json");
    const json = JSON.parse(readFileSync(file, "utf8")) as StackJson;
    json.terraform.backend = { local: { path: "terraform.tfstate" } };
    if (!realNullProvider) rewriteJobs(json);
    writeFileSync(file, JSON.stringify(json, null, 2));
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
