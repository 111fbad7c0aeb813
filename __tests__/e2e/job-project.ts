import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { emulatorEnvironment } from "../../src/cli/commands/emulate";
import { installPlugin } from "../../src/delivery/install";
import { type Emulator, type EmulatorData, startEmulator } from "../../src/emulator";
import { AttachedTerraform } from "../helpers/attached-terraform";
import { REQUIRED_PROVIDERS } from "../helpers/required-providers";
import { type Finished, finished, temporaryDirectory } from "../helpers/terraform";
import { linkPackage } from "../plugin/wire/fixtures/test-package";
import { pluginsIn, processes } from "./process-table";
import { backupRow, keys, orders } from "./restore-project";
import { PACKAGE } from "./workspace";

/** A secret of the command, which may be nowhere but in its environment. */
export const SECRET = "pa55word-of-the-clone";

/**
 * A vendor in a folder: a restore makes `TOKEN.half` and then `TOKEN`, a removal takes both away. Files `hold` and
 * `fail` followed by the command's name keep it running and let it fail.
 */
const VENDOR = `
exec 9>"$VENDOR/busy"
flock -n 9 || echo "VIOLATION $1 $BACKUP_ID beside another run" >> "$VENDOR/log"
echo "$1 $BACKUP_ID" >> "$VENDOR/log"
case $1 in
  restore)
    [ -e "$VENDOR/targets/$BACKUP_TOKEN" ] && echo "again $BACKUP_ID" >> "$VENDOR/agains"
    touch "$VENDOR/targets/$BACKUP_TOKEN.half" ;;
  remove)
    # One that fails says that nothing was removed.
    [ -e "$VENDOR/fail-remove" ] && exit 7
    mv "$VENDOR/targets/$BACKUP_TOKEN" "$VENDOR/targets/$BACKUP_TOKEN.half" 2>/dev/null ;;
esac
while [ -e "$VENDOR/hold-$1" ]; do sleep 0.02; done
echo "the secret of $1 is <$SECRET>"
[ -e "$VENDOR/fail-$1" ] && exit 7
case $1 in
  restore) mv "$VENDOR/targets/$BACKUP_TOKEN.half" "$VENDOR/targets/$BACKUP_TOKEN" ;;
  remove) rm -f "$VENDOR/targets/$BACKUP_TOKEN.half" ;;
esac
exit 0
`;

/** Where nothing listens. */
const NOWHERE = "http://127.0.0.1:9";

/** What a configuration of one job is made of. */
export interface JobConfig {
  readonly id?: string;
  readonly instance?: string;
  /** Name of the block. */
  readonly block?: string;
  /** Blocks that it was called before. */
  readonly moved?: readonly string[];
  /** Whether what depends on it is made before it is destroyed. */
  readonly cbd?: boolean;
  /** Whether the ID is known only after the apply. A number: another one makes it unknown again. */
  readonly late?: number;
  readonly name?: string;
  /** Whether the ID comes from a pin, whose keeper it is; the cloud lists it alone. Needs `startCloud`. */
  readonly pin?: boolean;
  /** Further arguments. */
  readonly more?: string;
}

/** A folder with a job, the real terraform, and a vendor of its own. */
export class JobProject {
  readonly folder = temporaryDirectory();
  readonly project = join(this.folder, "project");
  readonly vendor = join(this.folder, "vendor");
  /** Whether the cloud answers. */
  isUp = true;
  readonly #cloud: EmulatorData = { instances: [{ listing: "tencentcloud-mysql", ...orders, backups: [] }] };
  #emulator: Emulator | undefined;
  readonly #terraform = new AttachedTerraform(this.folder, { VENDOR: this.vendor, TF_VAR_secret: SECRET });

  async init(): Promise<void> {
    mkdirSync(this.project);
    linkPackage(this.project, PACKAGE);
    installPlugin(this.project);
    this.write({});
    const { code, output } = await this.terraform(["init"]);
    if (code !== 0) throw new Error(output);
  }

  /** Starts the cloud that pins ask. */
  async startCloud(): Promise<void> {
    this.#emulator ??= await startEmulator({ data: this.#cloud, credentials: [keys] });
  }

  async end(): Promise<void> {
    await this.#emulator?.close();
  }

  /** Forgets all that was done. */
  reset(): void {
    this.isUp = true;
    const kept = ["main.tf", ".terraform", ".terraform.lock.hcl", "terraform.d", "node_modules"];
    for (const file of readdirSync(this.project).filter((name) => !kept.includes(name))) {
      rmSync(join(this.project, file), { recursive: true });
    }
    rmSync(join(this.project, ".terraform/backups"), { recursive: true, force: true });
    rmSync(this.vendor, { recursive: true, force: true });
    mkdirSync(join(this.vendor, "targets"), { recursive: true });
    writeFileSync(join(this.vendor, "run.sh"), VENDOR);
  }

  /** Writes the configuration; null is one without a job. */
  write(config: JobConfig | null): void {
    if (config?.pin) this.#cloud.instances[0]?.backups.splice(0, 1, backupRow(Number(config.id)));
    writeFileSync(
      join(this.project, "main.tf"),
      REQUIRED_PROVIDERS + (config === null ? "" : jobHcl(config)),
    );
  }

  terraform(args: readonly string[]): Promise<Finished> {
    return this.#terraform.run(this.project, [...args, "-no-color"], this.#cloudEnvironment);
  }

  /** Starts a terraform whose plugin is a process of its own. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return this.#terraform.start(this.project, [...args, "-no-color"], { ...this.#cloudEnvironment, ...env });
  }

  get #cloudEnvironment(): Record<string, string> {
    const url = this.isUp ? this.#emulator?.url : NOWHERE;
    return url === undefined ? {} : emulatorEnvironment(url, keys);
  }

  /** Applies, with a configuration if one is given. */
  async apply(config?: JobConfig | null, ...args: readonly string[]): Promise<Finished> {
    if (config !== undefined) this.write(config);
    return this.terraform(["apply", "-auto-approve", ...args]);
  }

  /** Applies what must go through. */
  async ok(config?: JobConfig | null, ...args: readonly string[]): Promise<string> {
    const { code, output } = await this.apply(config, ...args);
    if (code !== 0) throw new Error(`apply ended with ${code}:\n${output}\n${this.log.join("\n")}`);
    return output;
  }

  /** Applies what must fail. */
  async refused(config?: JobConfig | null, ...args: readonly string[]): Promise<string> {
    const { code, output } = await this.apply(config, ...args);
    if (code !== 1) throw new Error(`apply ended with ${code}:\n${output}`);
    return output;
  }

  async plan(config?: JobConfig | null): Promise<string> {
    if (config !== undefined) this.write(config);
    return (await this.terraform(["plan"])).output;
  }

  /** Lets a command wait, or fail, from now on. */
  set(what: "hold" | "fail", command: "restore" | "remove"): void {
    writeFileSync(join(this.vendor, `${what}-${command}`), "");
  }

  unset(what: "hold" | "fail", command: "restore" | "remove"): void {
    rmSync(join(this.vendor, `${what}-${command}`), { force: true });
  }

  /** Starts an apply and waits until a command runs and waits. */
  async held(
    config: JobConfig | null | undefined,
    command: "restore" | "remove",
    ...args: readonly string[]
  ) {
    if (config !== undefined) this.write(config);
    this.set("hold", command);
    const before = this.log.length;
    const child = this.start(["apply", "-auto-approve", ...args]);
    const end = finished(child);
    await until(`${command} runs`, () =>
      this.log.slice(before).some((line) => line.startsWith(`${command} `)),
    );
    return { child, end };
  }

  /** Kills the commands' own processes, the plugins, or both. */
  kill(what: "plugin" | "command"): void {
    const found = what === "plugin" ? pluginsIn(this.project) : this.commands();
    for (const { pid } of found) process.kill(pid, "SIGKILL");
  }

  /** Processes of commands that live. */
  commands() {
    return processes().filter(({ args }) => args.includes(`${this.vendor}/run.sh`));
  }

  /** What ran, in its order. */
  get log(): string[] {
    return linesOf(join(this.vendor, "log"));
  }

  /** Tokens of what the vendor has. */
  get targets(): string[] {
    return readdirSync(join(this.vendor, "targets")).sort();
  }

  /** What the job's journal says. */
  get journal(): { phase: string; restoredAt?: string } | undefined {
    const folder = join(this.project, ".terraform/backups");
    const file = existsSync(folder) && readdirSync(folder).find((name) => name.endsWith(".journal.json"));
    return file ? JSON.parse(readFileSync(join(folder, file), "utf8")) : undefined;
  }

  /** Attributes of the job in the state. */
  get stored(): Record<string, unknown> | undefined {
    const file = join(this.project, "terraform.tfstate");
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    // A killed Terraform leaves an empty file.
    if (text === "") return undefined;
    const { resources } = JSON.parse(text) as {
      resources: { type: string; instances: { attributes: Record<string, unknown> }[] }[];
    };
    return resources.find(({ type }) => type === "backups_restore_job")?.instances[0]?.attributes;
  }
}

/** Waits until something holds that takes a moment, and more on a loaded machine. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !holds(); await sleep(10)) {
    if (Date.now() > end) throw new Error(`not after a minute: ${what}`);
  }
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").filter(Boolean) : [];
}

function jobHcl(config: JobConfig): string {
  const {
    id = "1",
    instance = "cdb-1",
    block = "job",
    moved = [],
    cbd = false,
    late,
    name = "app/job",
    pin = false,
  } = config;
  const wanted = late === undefined ? `"${id}"` : "terraform_data.id.output";
  const point = `provider "backups" {
  max_retries = 0
}
data "backups_tencentcloud_mysql" "orders" {
  instance_id = "${orders.instanceId}"
  region = "${orders.region}"
  on_unavailable = "warn"
}
resource "backups_restore_point" "point" {
  backup = data.backups_tencentcloud_mysql.orders.latest
  keepers = { id = ${wanted} }
}
`;
  const moves = moved.map((from, index) => {
    const to = moved[index + 1] ?? `backups_restore_job.${block}`;
    return `moved {\n  from = ${from}\n  to = ${to}\n}\n`;
  });
  const source = `resource "terraform_data" "id" {\n  input = "${id}"\n  triggers_replace = [${late}]\n}\n`;
  const dependent = `resource "terraform_data" "dependent" {
  triggers_replace = [backups_restore_job.${block}.backup_id]
  lifecycle {
    create_before_destroy = true
  }
}
`;
  return `
${late === undefined ? "" : source}${pin ? point : ""}${cbd ? dependent : ""}${moves.join("")}
variable "secret" {
  type = string
  ephemeral = true
}
resource "terraform_data" "other" {}
resource "backups_restore_job" "${block}" {
  name = "${name}"
  backup_id = ${pin ? "backups_restore_point.point.backup_id" : wanted}
  instance_id = "${instance}"
  command = "sh $VENDOR/run.sh restore"
  destroy_command = "sh $VENDOR/run.sh remove"
  environment = { SECRET = var.secret }
  ${config.more ?? ""}
}
`;
}
