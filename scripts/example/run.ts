/** Runs the example app through the real cdktf command: a deployment where Terraform is there, else a synthesis. */
import { type SpawnOptions, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { parseJson } from "../../src/core/json";
import { buildIfChanged } from "../build-if-changed";
import { type ExampleProject, readProject } from "./context";
import { findTerraform } from "./terraform-command";

/** What the example found, for a table, and who ran it. */
export interface ExampleRun {
  readonly rows: readonly (readonly string[])[];
  /** Sentences about what deployed the stack, or why nothing did. */
  readonly how: readonly string[];
}

type Outputs = Readonly<Record<string, unknown>>;

/** How a program ended, and all that it said. */
interface Ended {
  readonly code: number | null;
  readonly said: string;
}

const STACK = "restore";
/** Terraform's JSON of the example, from the project's folder. */
export const JSON_PATH = join("cdktf.out", "stacks", STACK, "cdk.tf.json");
const CDKTF = require.resolve("cdktf-cli/bundle/bin/cdktf");

async function end(program: string, args: readonly string[], options: SpawnOptions): Promise<Ended> {
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, said: stripVTControlCharacters(said).trim() };
}

/** Says what a program said when it failed. */
function failed(program: string, { code, said }: Ended): Error {
  return new Error(`${said}\n\n${program} failed (exit ${code})`);
}

/**
 * Runs cdktf quietly.
 *
 * @returns undefined, or, if cdktf failed before the app wrote anything, how it ended
 * @throws what it said, if it failed later
 */
async function cdktf(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended | undefined> {
  await rm(JSON_PATH, { force: true });
  const ended = await end(process.execPath, [CDKTF, ...args], { env });
  if (ended.code === 0) return undefined;
  if (existsSync(JSON_PATH)) throw failed(`cdktf ${args[0]}`, ended);
  return ended;
}

/** Synthesises as cdktf does: the command in cdktf.json, with the context in the environment. */
async function runApp({ app, context }: ExampleProject, env: NodeJS.ProcessEnv): Promise<void> {
  const ended = await end(app, [], {
    env: { ...env, CDKTF_CONTEXT_JSON: JSON.stringify(context) },
    shell: true,
  });
  if (ended.code !== 0) throw failed(app, ended);
}

/** The line of a failed program's output that says why. */
function reason({ said, code }: Ended): string {
  const lines = said.split("\n").map((line) => line.trim());
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.find((line) => line) ?? `exit ${code}`;
}

/**
 * The outputs as the synthesised JSON has them: references into its locals.
 *
 * @throws what would stop the plan: cdktf goes on if a lookup fails
 */
async function synthesisedOutputs(): Promise<Outputs> {
  const stack = parseJson(await readFile(JSON_PATH, "utf8")) as {
    locals: Record<string, unknown>;
    output: Record<string, { value: string }>;
    resource?: Record<string, Record<string, { lifecycle?: { precondition?: { error_message: string }[] } }>>;
  };
  const failures = Object.values(stack.resource ?? {})
    .flatMap((resources) => Object.values(resources))
    .flatMap(({ lifecycle }) => lifecycle?.precondition ?? [])
    .map(({ error_message }) => error_message);
  if (failures.length > 0) throw new Error(failures.join("\n"));
  const resolve = (reference: string): unknown =>
    reference
      .replace(/^\$\{local\.|\}$/g, "")
      .split(".")
      .reduce((value: unknown, step) => (value as Record<string, unknown>)[step], stack.locals);
  return Object.fromEntries(Object.entries(stack.output).map(([name, { value }]) => [name, resolve(value)]));
}

async function outputsOf(
  project: ExampleProject,
  env: NodeJS.ProcessEnv,
  folder: string,
): Promise<{ readonly outputs: Outputs; readonly how: readonly string[] }> {
  const terraform = findTerraform(env);
  let unstarted: Ended | undefined;
  if ("command" in terraform) {
    const { name, version } = terraform.command;
    // Terraform starts the plugin from lib/.
    await buildIfChanged();
    const file = join(folder, "outputs.json");
    const deploy = ["deploy", STACK, "--auto-approve", "--outputs-file", file];
    unstarted = await cdktf(deploy, { ...env, TERRAFORM_BINARY_NAME: name });
    if (!unstarted) {
      const outputs = parseJson(await readFile(file, "utf8")) as Record<string, Outputs>;
      return {
        outputs: outputs[STACK] ?? {},
        how: [`${version} deployed the stack (${name}, run by cdktf deploy).`],
      };
    }
  }
  const synth = { ...env, BACKUPS_RESOLVE: "synth" };
  unstarted ??= await cdktf(["synth"], synth);
  if (unstarted) await runApp(project, synth);
  const outputs = await synthesisedOutputs();
  const how: string[] = [];
  if ("why" in terraform) how.push(`No Terraform deployed the stack: ${terraform.why}.`);
  if (unstarted) {
    how.push(
      `The cdktf command did not start here (${reason(unstarted)}), so the app was run by itself and nothing was deployed.`,
    );
  }
  how.push("The lookups were made while the stack was synthesised.");
  return { outputs, how };
}

/**
 * Runs the example in the working directory and reads its outputs.
 *
 * @param folder for temporary files
 * @throws what cdktf, the app or Terraform said, if they failed
 */
export async function runExample(env: NodeJS.ProcessEnv, folder: string): Promise<ExampleRun> {
  const project = readProject();
  const { outputs, how } = await outputsOf(project, env, folder);
  const rows = Object.entries(project.context.instances).map(([name, { listing, instanceId }]) => {
    const output = (what: string) => outputs[`${name}-${what}`];
    return [
      listing,
      instanceId,
      String(output("backup-id")),
      String(output("backup-started-at")),
      String(output("backup-type")),
      String(output("backups-seen")),
      String(output("backups-eligible")),
    ];
  });
  return { rows, how };
}
