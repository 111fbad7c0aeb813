/** Runs the example app through the real cdktf command: a deployment where Terraform is there, else a synthesis. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import example from "../cdktf.json";
import { formatBytes } from "../src/cli/format";
import { parseJson } from "../src/json";

/** What the example found, for a table, and where Terraform's JSON is. */
export interface ExampleRun {
  readonly rows: readonly (readonly string[])[];
  readonly json: string;
}

type Outputs = Readonly<Record<string, unknown>>;

const STACK = "restore";
const JSON_PATH = join("cdktf.out", "stacks", STACK, "cdk.tf.json");
const CDKTF = require.resolve("cdktf-cli/bundle/bin/cdktf");

/** Terraform's command, or OpenTofu's; undefined where neither is installed. */
function terraformCommand(env: NodeJS.ProcessEnv): string | undefined {
  const candidates = env.TERRAFORM_BINARY_NAME ? [env.TERRAFORM_BINARY_NAME] : ["terraform", "tofu"];
  return candidates.find((name) => spawnSync(name, ["version"], { env, stdio: "ignore" }).status === 0);
}

/** Runs cdktf quietly; what it said is shown when it fails. */
async function cdktf(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, [CDKTF, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${said.trim()}\n\ncdktf ${args[0]} failed (exit ${code})`);
}

async function deployed(env: NodeJS.ProcessEnv): Promise<Outputs> {
  const folder = await mkdtemp(join(tmpdir(), "cdktf-backups-"));
  try {
    const file = join(folder, "outputs.json");
    await cdktf(["deploy", STACK, "--auto-approve", "--outputs-file", file], env);
    return (parseJson(await readFile(file, "utf8")) as Record<string, Outputs>)[STACK] ?? {};
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The outputs as the synthesised JSON has them: references into its locals. */
async function synthesised(env: NodeJS.ProcessEnv): Promise<Outputs> {
  await cdktf(["synth"], env);
  const stack = parseJson(await readFile(JSON_PATH, "utf8")) as {
    locals: Record<string, unknown>;
    output: Record<string, { value: string }>;
  };
  const resolve = (reference: string): unknown =>
    reference
      .replace(/^\$\{local\.|\}$/g, "")
      .split(".")
      .reduce((value: unknown, step) => (value as Record<string, unknown>)[step], stack.locals);
  return Object.fromEntries(Object.entries(stack.output).map(([name, { value }]) => [name, resolve(value)]));
}

/** Runs the example and reads its outputs. */
export async function runExample(inherited: NodeJS.ProcessEnv): Promise<ExampleRun> {
  const env = { CHECKPOINT_DISABLE: "1", ...inherited };
  const terraform = terraformCommand(env);
  if (!terraform) {
    console.error(
      "Neither terraform nor tofu is installed: the lookups are made while the stack is synthesised.",
    );
  }
  const outputs = terraform
    ? await deployed({ ...env, TERRAFORM_BINARY_NAME: terraform })
    : await synthesised({ ...env, BACKUPS_RESOLVE: "synth" });
  const rows = Object.entries(example.context.instances).map(([name, { listing, instanceId }]) => {
    const output = (what: string) => outputs[`${name}-${what}`];
    return [
      listing,
      instanceId,
      String(output("backup-id")),
      String(output("backup-started-at")),
      formatBytes(Number(output("backup-size-bytes"))),
      String(output("backups-seen")),
      String(output("backups-eligible")),
    ];
  });
  return { rows, json: JSON_PATH };
}
