import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { isoWeek } from "../examples/weekly-drill/iso-week";
import { emulatorEnvironment } from "../src/cli/commands/emulate";
import { toRfc3339, toWallClock } from "../src/core/time";
import { demoCredentials, type Emulator, startEmulator, type VendorRow } from "../src/emulator";
import { AttachedTerraform } from "./helpers/attached-terraform";
import { installStandIn } from "./helpers/stand-in-provider";
import {
  describeWithTerraform,
  type Finished,
  finished,
  type Terraform,
  temporaryDirectory,
} from "./helpers/terraform";

const ROOT = resolve(__dirname, "..");
const EXAMPLES = join(ROOT, "examples");
/** What a project that uses the library has installed, on CDKTF and on CDK Terrain. */
const PACKAGES = {
  cdktf: ["@cdktf", "cdktf", "constructs", "tsx"],
  cdktn: ["cdktn", "constructs", "tsx"],
};
type Framework = keyof typeof PACKAGES;
/** The app at the top of this repository, as one more example. */
const APP = "the-app";

const home = temporaryDirectory();
const projectOf = (framework: Framework) => join(home, framework);
const project = projectOf("cdktf");
let emulator: Emulator;
let env: Record<string, string>;
let terraform: Terraform;

// Every example runs as it would in a project of a user's: copied there, on the packages that are installed there.
beforeAll(async () => {
  emulator = await startEmulator();
  env = emulatorEnvironment(emulator.url, demoCredentials);
  terraform = new AttachedTerraform(home, env);
  makeProject("cdktf");
  makeProject("cdktn");
});
afterAll(() => emulator?.close());

/** Copies the examples, and writes what differs on CDK Terrain: the packages' names. */
function makeProject(framework: Framework): void {
  const directory = projectOf(framework);
  const filter = (path: string) => !/cdktf\.out|\.terraform|tfstate/.test(path);
  cpSync(EXAMPLES, directory, { recursive: true, filter });
  for (const file of ["main.ts", "cdktf.json"]) cpSync(join(ROOT, file), join(directory, APP, file));
  const modules = join(directory, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  for (const name of PACKAGES[framework])
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name), "junction");
  symlinkSync(ROOT, join(modules, "cdktf-backups"), "junction");
  symlinkSync(join(ROOT, "bin/cdktf-backups.cjs"), join(modules, ".bin/cdktf-backups"));
  if (framework === "cdktf") return;
  const names = { cdktf: "cdktn", "cdktf-backups": "cdktf-backups/cdktn" };
  for (const file of sourcesIn(directory)) {
    const text = readFileSync(file, "utf8");
    const renamed = Object.entries(names).reduce(
      (before, [from, to]) => before.replaceAll(`from "${from}"`, `from "${to}"`),
      text,
    );
    writeFileSync(file, renamed);
  }
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  more: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  const { PATH } = process.env;
  return finished(spawn(program, args, { cwd, env: { PATH, HOME: home, ...env, ...more } }));
}

function sourcesIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .flatMap(({ name }) => readdirSync(join(directory, name)).map((file) => join(directory, name, file)))
    .filter((file) => file.endsWith(".ts"));
}

/** Synthesises an example by the command in its cdktf.json, and gives the folder of its only stack. */
async function synth(
  name: string,
  context: Record<string, unknown> = {},
  framework: Framework = "cdktf",
): Promise<string> {
  const folder = join(projectOf(framework), name);
  const { app, context: own } = JSON.parse(readFileSync(join(folder, "cdktf.json"), "utf8"));
  const [program, ...args] = app.split(" ");
  expect(program).toBe("node");
  const { code, output } = await run(process.execPath, args, folder, {
    CDKTF_CONTEXT_JSON: JSON.stringify({ ...own, ...context }),
  });
  expect(`${code}: ${output}`).toMatch(/^0: /);
  const stacks = join(folder, "cdktf.out/stacks");
  const stack = join(stacks, String(readdirSync(stacks)[0]));
  // cdktf prints no outputs where one is null beside others.
  expect(outputsThatMayBeNull(stackJson(stack))).toEqual([]);
  return stack;
}

/** Fields that vendors may leave out. */
const NULLABLE = ["finished_at", "expires_at", "size_bytes", "name"];

/** Outputs that are the field of a lookup which may have none, as they are. */
function outputsThatMayBeNull({ data = {}, output = {} }: ReturnType<typeof stackJson>): string[] {
  return Object.keys(output).filter((name) => {
    const reference = /^\$\{(?:data\.(\w+)|local)\.([\w-]+)\.latest_(\w+)\}$/.exec(
      String(output[name].value),
    );
    if (!reference) return false;
    const [, type, lookup = "", field = ""] = reference;
    const { required, on_unavailable } = type ? data[type][lookup] : { required: false };
    return NULLABLE.includes(field) || required === false || on_unavailable === "warn";
  });
}

function stackJson(folder: string) {
  return JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
}

/** Folders in which an apply went through, and the variables that it had: each example is destroyed in the end. */
const applied = new Map<string, NodeJS.ProcessEnv>();
afterEach(async () => {
  const folders = [...applied];
  applied.clear();
  for (const [folder, more] of folders) {
    await ok(folder, ["destroy", "-auto-approve"], more);
    expect(await ok(folder, ["show"], more)).toMatch(/^The state file is empty/);
  }
});

/** Runs terraform, which must succeed. */
async function ok(folder: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<string> {
  const { code, output } = await terraform.run(folder, [...args, "-no-color"], more);
  expect(`${code}: ${output}`).toMatch(/^0: /);
  return output;
}

/** Applies a stack as it was synthesised, plans it once more, and gives its outputs. */
async function apply(folder: string, more: NodeJS.ProcessEnv = {}) {
  await ok(folder, ["init"], more);
  const said = await ok(folder, ["apply", "-auto-approve"], more);
  applied.set(folder, more);
  const { stdout } = await terraform.run(folder, ["output", "-json"], more);
  const outputs = Object.entries(JSON.parse(stdout) as Record<string, { value: unknown }>);
  const again = await terraform.run(folder, ["plan", "-detailed-exitcode", "-no-color"], more);
  expect(`${again.code}: ${again.output}`).toMatch(/^0: /);
  return { said, outputs: Object.fromEntries(outputs.map(([name, { value }]) => [name, value])) };
}

/** What the commands of a stack's only job printed in the last apply that ran one. */
function commandOutput(folder: string): string {
  const files = readdirSync(join(folder, ".terraform/backups")).filter((name) => name.endsWith(".log"));
  expect(files).toHaveLength(1);
  return readFileSync(join(folder, ".terraform/backups", String(files[0])), "utf8");
}

/** What the command line names as the latest backup. */
async function latest(
  listing: string,
  instanceId: string,
  region: string,
  ...more: string[]
): Promise<string> {
  const args = ["latest", listing, "--instance-id", instanceId, "--region", region, ...more];
  const { stdout } = await run(process.execPath, [join(ROOT, "bin/cdktf-backups.cjs"), ...args], project);
  return stdout.trim();
}

/** Makes the cloud list one more backup: like one that is done, but for what is given. */
function addBackup(instanceId: string, status: string, done: string | number, given: VendorRow): void {
  const instance = emulator.data.instances.find((candidate) => candidate.instanceId === instanceId);
  instance?.backups.unshift({ ...instance.backups.find((row) => row[status] === done), ...given });
}

/** The time on the wall in Beijing, as Tencent Cloud writes it. */
const wallClock = () => toWallClock(new Date(), "+08:00");

/** Gives the example a job, and a keeper that a test can change. */
function addJobToHcpExample(): void {
  const file = join(project, "hcp-terraform/main.ts");
  const text = readFileSync(file, "utf8")
    .replace("{ JdCloudRedisBackups, ", "{ JdCloudRedisBackups, RestoreJob, ")
    .replace('drill: "1"', 'drill: this.node.getContext("drill")')
    .replace(
      'new TerraformOutput(this, "restore-from"',
      `new RestoreJob(this, "job", {
        point,
        command: 'echo "restore $BACKUP_ID $BACKUP_TOKEN" >> "$LOG"',
        destroyCommand: 'echo "remove $BACKUP_ID $BACKUP_TOKEN" >> "$LOG"',
      });
      $&`,
    );
  writeFileSync(file, text);
}

/** A folder for the PATH in which there is no Node.js. */
function folderWithTerraformAlone(): string {
  const folder = join(home, "terraform-alone");
  mkdirSync(folder);
  const terraform = (process.env.PATH ?? "")
    .split(delimiter)
    .map((path) => join(path, "terraform"))
    .find((file) => existsSync(file));
  symlinkSync(String(terraform), join(folder, "terraform"));
  return folder;
}

describe("the examples", () => {
  it("are all tested here", () => {
    const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const source = readFileSync(__filename, "utf8");
    expect(folders.filter(({ name }) => !source.includes(`example ${name}`))).toEqual([]);
  });
});

describe("the code that the pages show", () => {
  /** Lines without their indentation, which differs between a page and the middle of a class. */
  const lines = (text: string) => text.trim().replace(/^[ \t]+/gm, "");
  const shown = ["docs/restore.md", "docs/recipes/README.md"].flatMap((page) =>
    [
      ...readFileSync(join(ROOT, page), "utf8").matchAll(
        /^<!-- (examples\/\S+) -->\n```\w+\n([\s\S]*?)^```$/gm,
      ),
    ].map(([, file = "", text = ""]) => ({ page, file, text })),
  );

  it("is that of the examples, word for word", () => {
    const strange = shown.filter(
      ({ file, text }) => !lines(readFileSync(join(ROOT, file), "utf8")).includes(lines(text)),
    );
    expect(strange).toEqual([]);
  });

  it("comes from every example that is a recipe", () => {
    const folders = new Set(shown.map(({ file }) => file.split("/")[1]));
    const all = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect([...folders].sort()).toEqual(all.map(({ name }) => name).sort());
  });
});

describe("example weekly-drill", () => {
  it.each([
    ["2026-11-22T23:59:59Z", "2026-W47"],
    ["2026-11-23T00:00:00Z", "2026-W48"],
    ["2026-01-01T12:00:00Z", "2026-W01"],
    ["2027-01-03T00:00:00Z", "2026-W53"],
    ["2024-12-30T00:00:00Z", "2025-W01"],
  ])("counts %s as %s", (date, week) => {
    expect(isoWeek(new Date(date))).toBe(week);
  });
});

// The example's own tests, run as tests of this project.
describe("example unit-test", () => {
  require("../examples/unit-test/restore-stack.test");
});

describe("example rpo-guard without a stack", () => {
  it.each([
    ["fresh", [], 0, /^BACKUP OK - /],
    ["too old", ["cdb-c1nl9rpv", "ap-guangzhou"], 2, /^BACKUP CRITICAL - /],
  ])("tells a monitoring system that the backup is %s", async (_, args, code, line) => {
    const { stdout, ...said } = await run("./check.sh", args, join(project, "rpo-guard"));
    expect(stdout).toMatch(line);
    expect(said.code).toBe(code);
  });
});

/** Synthesises all examples in one process, which is much faster, and gives their JSON without what names the framework. */
async function synthAll(framework: Framework): Promise<Record<string, unknown>> {
  const directory = projectOf(framework);
  const names = readdirSync(directory).filter((name) => existsSync(join(directory, name, "main.ts")));
  const outdir = (name: string) => join(home, "out", framework, name);
  const steps = names.map((name) => {
    const { context = {} } = JSON.parse(readFileSync(join(directory, name, "cdktf.json"), "utf8"));
    mkdirSync(outdir(name), { recursive: true });
    return `process.env.CDKTF_OUTDIR = ${JSON.stringify(outdir(name))};
process.env.CDKTF_CONTEXT_JSON = ${JSON.stringify(JSON.stringify(context))};
require("./${name}/main.ts");
`;
  });
  writeFileSync(join(directory, "all.cjs"), steps.join(""));
  const { code, output } = await run(process.execPath, ["--import", "tsx", "all.cjs"], directory);
  expect(`${code}: ${output}`).toMatch(/^0: /);
  return Object.fromEntries(
    names.map((name) => {
      const stacks = join(outdir(name), "stacks");
      const text = readFileSync(join(stacks, String(readdirSync(stacks)[0]), "cdk.tf.json"), "utf8");
      // Terraform reads "null", as CDKTF's provider has it, as "hashicorp/null".
      const same = text
        .replaceAll(directory, "PROJECT")
        .replace('"source": "null"', '"source": "hashicorp/null"');
      return [name, JSON.parse(same, (key, value) => (key === "//" ? undefined : value))];
    }),
  );
}

describeWithTerraform("the examples on CDK Terrain", () => {
  it("come to the same JSON as on CDKTF, which the tests below apply", async () => {
    const [cdktf, cdktn] = await Promise.all([synthAll("cdktf"), synthAll("cdktn")]);
    expect(Object.keys(cdktf)).toHaveLength(10);
    expect(cdktn).toEqual(cdktf);
  });

  it("run their jobs", async () => {
    const folder = await synth("weekly-drill", { week: "2026-W47" }, "cdktn");
    const { outputs } = await apply(folder);
    expect(commandOutput(folder)).toContain(`drill 2026-W47: restore ${outputs.drilled} of crs-8kq2v7dn`);
    await ok(folder, ["destroy", "-auto-approve"]);
    expect(commandOutput(folder)).toContain(`remove what was restored from ${outputs.drilled}`);
  });
});

describeWithTerraform("the examples under terraform", () => {
  it("example clone-mysql: prints the call that clones from last night's physical backup", async () => {
    const folder = await synth("clone-mysql");
    const { outputs } = await apply(folder);
    const id = await latest("tencentcloud-mysql", "cdb-7mx4r2te", "ap-shanghai", "--methods", "physical");
    expect(outputs["cloned-from"]).toBe(id);
    expect(commandOutput(folder)).toContain(
      "Dry run, nothing was ordered (set CLONE_FOR_REAL=yes): tccli cdb CreateCloneInstance --cli-unfold-argument " +
        `--region ap-shanghai --InstanceId cdb-7mx4r2te --SpecifiedBackupId ${id} --InstanceName orders-clone-1-`,
    );
  });

  it("example clone-mysql: fails the deployment where tccli refuses the order, and gives it the exact call", async () => {
    const bin = join(home, "bin");
    mkdirSync(bin);
    // A stand-in for the vendor's command line tool, which writes down its arguments and then fails.
    const tool = `#!${process.execPath}\nconsole.log("CALLED " + process.argv.slice(2).join(" ")); process.exit(255);\n`;
    writeFileSync(join(bin, "tccli"), tool, { mode: 0o755 });
    const backup = {
      BACKUP_ID: "9007199254740993",
      BACKUP_INSTANCE_ID: "cdb-1",
      BACKUP_REGION: "r-1",
      BACKUP_TOKEN: "0123456789abcdef0123456789abcdef",
      CLONE_NAME: "c",
    };
    const { code, output } = await run(process.execPath, ["clone.mjs"], join(project, "clone-mysql"), {
      ...backup,
      CLONE_FOR_REAL: "yes",
      PATH: bin,
    });
    expect(code).toBe(255);
    expect(output.trim()).toBe(
      "CALLED cdb CreateCloneInstance --cli-unfold-argument --region r-1 --InstanceId cdb-1 " +
        "--SpecifiedBackupId 9007199254740993 --InstanceName c-01234567",
    );
  });

  it("example weekly-drill: drills once a week", async () => {
    const folder = await synth("weekly-drill", { week: "2026-W47" });
    const first = await apply(folder);
    expect(commandOutput(folder)).toMatch(
      /drill 2026-W47: restore \S+ of crs-8kq2v7dn, data of \d{4}-\S+ to \d{4}-/,
    );
    const again = await apply(await synth("weekly-drill", { week: "2026-W47" }));
    expect(again.said).toContain("No changes.");
    // The row that it is made from may be about to expire.
    const newer = { BackupId: "900", StartTime: wallClock(), ExpireTime: "2099-01-01 00:00:00" };
    addBackup("crs-8kq2v7dn", "Status", 2, newer);
    expect((await apply(await synth("weekly-drill", { week: "2026-W47" }))).said).toContain("No changes.");
    await apply(await synth("weekly-drill", { week: "2026-W48" }));
    expect(commandOutput(folder)).toContain(`remove what was restored from ${first.outputs.drilled}`);
    expect(commandOutput(folder)).toContain("drill 2026-W48: restore 900 of crs-8kq2v7dn");
    await ok(folder, ["destroy", "-auto-approve"]);
    expect(commandOutput(folder)).toContain("remove what was restored from 900");
  });

  it("example point-in-time: pins the last backup from before the incident, not the newest", async () => {
    const { outputs } = await apply(await synth("point-in-time"));
    expect(outputs).toEqual({ "restore-from": "12445233", "no-data-after": "2017-04-28T16:03:42Z" });
    expect(await latest("tencentcloud-mysql", "cdb-c1nl9rpv", "ap-guangzhou")).toBe("436184134");
  });

  it("example rpo-guard: passes a fresh backup, and fails the plan for one that is too old", async () => {
    const folder = await synth("rpo-guard", { instanceId: "cdb-c1nl9rpv", region: "ap-guangzhou" });
    await ok(folder, ["init"]);
    const { code, output } = await terraform.run(folder, ["plan", "-no-color"]);
    expect(code).toBe(1);
    expect(output).toMatch(/436184134[\s\S]*50h/);
    const { outputs } = await apply(await synth("rpo-guard"));
    expect(outputs["newest-backup"]).toBe(await latest("tencentcloud-mysql", "cdb-7mx4r2te", "ap-shanghai"));
  });

  it("example accounts-and-regions: asks each account and region on its own", async () => {
    // The profiles as the examples' own page makes them, in the home of this test.
    const readme = readFileSync(join(EXAMPLES, "README.md"), "utf8");
    const [, commands = ""] = /^(TRIAL=[\s\S]*?)^HOME=\$TRIAL npx cdktf deploy$/m.exec(readme) ?? [];
    const made = await run("sh", ["-e", "-c", commands.replace("$(mktemp -d)", home)], project);
    expect(made).toMatchObject({ code: 0, output: "" });
    // Keys in the environment belong to no profile, and these would be refused.
    const { outputs } = await apply(await synth("accounts-and-regions"), {
      TENCENTCLOUD_SECRET_ID: "another-account",
    });
    expect(outputs).toEqual({
      "drills-backup": await latest("tencentcloud-redis", "crs-5a4py64p", "ap-guangzhou"),
      "production-backup": await latest("tencentcloud-redis", "crs-8kq2v7dn", "ap-guangzhou"),
      "hangzhou-backup": await latest("alicloud-redis", "r-bp1c6jm2x9fu4vse", "cn-hangzhou"),
      "zhangjiakou-backup": await latest(
        "alicloud-redis",
        "r-8vb5k0ry7wgd2nah",
        "cn-zhangjiakou",
        "--cluster-backups",
      ),
    });
    expect(String(outputs["hangzhou-backup"]).split(",")).toHaveLength(3);
  });

  it("example staging-follows-production: makes the copy anew with a newer backup, and only then", async () => {
    const folder = await synth("staging-follows-production");
    installStandIn(home, "null", "3.2.4");
    const first = await latest("tencentcloud-mysql", "cdb-7mx4r2te", "ap-shanghai", "--methods", "physical");
    expect((await apply(folder)).outputs["staging-from"]).toBe(first);
    const now = wallClock();
    const newer = { BackupId: 999_999_999_999, Type: "physical", Date: now, StartTime: now, FinishTime: now };
    addBackup("cdb-7mx4r2te", "Status", "SUCCESS", newer);
    const { said, outputs } = await apply(folder);
    expect(said).toContain("2 added, 1 changed, 2 destroyed");
    expect(outputs["staging-from"]).toBe("999999999999");
  });

  it("example redis-from-backup: gives the instance the pinned ID, which a newer backup does not change", async () => {
    const folder = await synth("redis-from-backup");
    installStandIn(home, "alicloud", "1.220.0");
    const id = await latest("alicloud-redis", "r-bp1w8ynd3h5tq0zk", "cn-hangzhou");
    expect((await apply(folder)).outputs["restored-from"]).toBe(id);
    expect(await ok(folder, ["state", "show", "alicloud_kvstore_instance.restored"])).toMatch(
      new RegExp(`backup_id += "${id}"[\\s\\S]*srcdb_instance_id += "r-bp1w8ynd3h5tq0zk"`),
    );
    const now = toRfc3339(new Date());
    const newer = { BackupId: 901, BackupStartTime: now, BackupEndTime: now };
    addBackup("r-bp1w8ynd3h5tq0zk", "BackupStatus", "Success", newer);
    expect(await ok(folder, ["plan"])).toMatch(/No changes\.[\s\S]*901 is newer/);
  });

  it("example unit-test: is a stack that pins, too", async () => {
    const { outputs } = await apply(await synth("unit-test"));
    expect(outputs["restore-from"]).toBe(
      await latest("tencentcloud-mysql", "cdb-7mx4r2te", "ap-shanghai", "--methods", "physical"),
    );
  });

  // CDKTF runs `terraform version` at the synthesis of a CloudBackend.
  it("example hcp-terraform: has the answers in its JSON, for a machine that has no plugin", async () => {
    const { locals, data, provider, terraform: settings } = stackJson(await synth("hcp-terraform"));
    expect(locals.sessions.latest_id).toBe(await latest("jdcloud-redis", "redis-vq3n8yd0c1", "cn-north-1"));
    expect([data, provider, settings.required_providers]).toEqual([undefined, undefined, undefined]);
    expect(settings.cloud.workspaces).toEqual({ name: "restore" });
  });

  it("example hcp-terraform with a job: restores once per pinned backup, without Node.js, and cleans up", async () => {
    addJobToHcpExample();
    const more = { PATH: folderWithTerraformAlone(), LOG: join(home, "log") };
    const log = () => readFileSync(more.LOG, "utf8").trim().split("\n");
    /** Terraform's own machines are out of reach: the state is kept here instead. */
    const synthHere = async (drill: string) => {
      const folder = await synth("hcp-terraform", { drill });
      const json = stackJson(folder);
      delete json.terraform.cloud;
      writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(json));
      return folder;
    };
    const first = await latest("jdcloud-redis", "redis-vq3n8yd0c1", "cn-north-1");
    const folder = await synthHere("1");
    await apply(folder, more);
    const now = new Date().toISOString();
    addBackup("redis-vq3n8yd0c1", "backupStatus", 2, {
      baseId: "newer",
      backupStartTime: now,
      backupEndTime: now,
    });
    await synthHere("1");
    expect((await apply(folder, more)).said).toContain("0 added, 0 changed, 0 destroyed");
    await synthHere("2");
    await apply(folder, more);
    await ok(folder, ["destroy", "-auto-approve"], more);
    const lines = log().map((line) => line.replace(/ [0-9a-f]{32}$/, " TOKEN"));
    const run = (id: string) => [`restore ${id} TOKEN`, `remove ${id} TOKEN`];
    expect(lines).toEqual([...run(first), ...run("newer")]);
  });

  it("example plain-hcl: is formatted, installs the provider, pins, and moves with its keeper", async () => {
    const folder = join(project, "plain-hcl");
    await ok(folder, ["fmt", "-check", "-recursive"]);
    const install = await run("npx", ["cdktf-backups", "install"], folder);
    expect(install.code).toBe(0);
    const { said, outputs } = await applyPlain(folder);
    expect(said).toContain("1 added");
    expect(outputs.restore_from).toBe(
      await latest("tencentcloud-mysql", "cdb-7mx4r2te", "ap-shanghai", "--methods", "physical"),
    );
    expect(await ok(folder, ["plan"])).toContain("No changes.");
    expect(await ok(folder, ["plan", "-var=week=2026-W48"])).toMatch(/"week" = "2026-W47" -> "2026-W48"/);
    // With the API down and the keeper changed: an apply pins nothing, and a destroy is not blocked.
    const [down, moved] = [{ BACKUPS_ENDPOINT_URL: "http://127.0.0.1:9" }, "-var=week=2026-W48"];
    const apply = await terraform.run(folder, ["apply", "-auto-approve", "-no-color", moved], down);
    expect(apply.code).toBe(1);
    expect(apply.output).toContain("There is nothing to pin");
    expect(await ok(folder, ["destroy", "-auto-approve", moved], down)).toContain("1 destroyed");
  });

  it("example plain-hcl: its tests need no cloud and no keys", async () => {
    const folder = join(project, "plain-hcl");
    await ok(folder, ["init"]);
    const unreachable = { TENCENTCLOUD_SECRET_ID: "", BACKUPS_ENDPOINT_URL: "http://127.0.0.1:9" };
    const { output } = await terraform.run(folder, ["test", "-no-color"], unreachable);
    expect(output).toContain("Success! 3 passed, 0 failed.");
  });
});

/** Like `apply`, for a folder of plain HCL. */
async function applyPlain(folder: string) {
  await ok(folder, ["init"]);
  const said = await ok(folder, ["apply", "-auto-approve"]);
  const { stdout } = await terraform.run(folder, ["output", "-json"]);
  const { restore_from } = JSON.parse(stdout) as Record<string, { value: unknown }>;
  return { said, outputs: { restore_from: restore_from?.value } };
}
