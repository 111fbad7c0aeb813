import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { addedLines } from "../fixtures/further-listing/lines";
import { describeWithTerraform, finished, Terraform, temporaryDirectory } from "../helpers/terraform";

const ROOT = resolve(__dirname, "../..");
const FIXTURES = join(__dirname, "../fixtures/further-listing");
/** Keeps the new files out of the project's own build. */
const DISGUISE = /\.txt$/;
const COPIED = ["src", "scripts", "bin", "docs", "package.json", "biome.json", ".gitignore"];
const CONFIGS = ["tsconfig.json", "tsconfig.build.json"];

const instance = { instanceId: "kee-orders", region: "ap-guangzhou" };
/** What the emulator serves: the newest backup is still running, and the one before has an ID beyond 2^53. */
const DATA = `{"instances": [{"listing": "tencentcloud-keewidb", "instanceId": "kee-orders", "region": "ap-guangzhou",
  "backups": [
    {"BackupId": 1, "Status": 2, "StartTime": "2026-11-01 22:01:05"},
    {"BackupId": 3, "Status": 1, "StartTime": "2026-11-03 22:01:05"},
    {"BackupId": 9007199254740993, "Status": 4, "StartTime": "2026-11-02 22:01:05"}
  ]}]}`;

const STACK = `
const framework = process.argv[2];
const { App, TerraformOutput, TerraformStack } = require(framework);
const { RestorePoint, TencentCloudKeewidbBackups } = require(framework === "cdktn" ? "cdktf-backups/cdktn" : "cdktf-backups");
const app = new App({ outdir: "out-" + framework });
const stack = new TerraformStack(app, "stack");
const lookup = new TencentCloudKeewidbBackups(stack, "orders", ${JSON.stringify({ ...instance, status: [2] })});
new TerraformOutput(stack, "id", { value: new RestorePoint(stack, "point", { lookup }).backupId });
app.synth();
`;

const project = temporaryDirectory();
const env = { PATH: process.env.PATH, HOME: join(project, "home") };
let emulator: ChildProcess | undefined;
/** Variables that point the listings at the emulator. */
let emulated: Record<string, string> = {};

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** Everything below src and scripts, by path. */
function sources(): Map<string, string> {
  const paths = ["src", "scripts"].flatMap((folder) =>
    files(join(project, folder)).map((name) => `${folder}/${name}`),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(project, path), "utf8")]));
}

let untouched: ReadonlyMap<string, string>;

function changedFiles(): string[] {
  const now = [...sources()];
  return now
    .filter(([path, text]) => untouched.get(path) !== text)
    .map(([path]) => path)
    .sort();
}

/** Does what CONTRIBUTING tells a contributor to do. */
function addListing(): void {
  for (const name of files(FIXTURES).filter((file) => DISGUISE.test(file))) {
    const path = join(project, name.replace(DISGUISE, ""));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, readFileSync(join(FIXTURES, name)), { flag: "wx" });
  }
  for (const { file, before, text } of addedLines) {
    const parts = readFileSync(join(project, file), "utf8").split(`${before}\n`);
    if (parts.length !== 2) throw new Error(`${file} has this line ${parts.length - 1} times: ${before}`);
    writeFileSync(join(project, file), parts.join(`${text}\n${before}\n`));
  }
}

/** Runs a program of Node.js in the project. */
function node(...args: readonly string[]) {
  return finished(spawn(process.execPath, args, { cwd: project, env: { ...env, ...emulated } }));
}

async function ok(...args: readonly string[]): Promise<string> {
  const { code, output, stdout } = await node(...args);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}:\n${output}`);
  return stdout;
}

function command(...args: readonly string[]): Promise<string> {
  return ok("bin/cdktf-backups.cjs", ...args);
}

async function startEmulator(): Promise<void> {
  writeFileSync(join(project, "data.json"), DATA);
  const child = spawn(process.execPath, ["bin/cdktf-backups.cjs", "emulate", "--data", "data.json"], {
    cwd: project,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  emulator = child;
  let [said, complaint] = ["", ""];
  await new Promise<void>((listening, failed) => {
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    child.stderr.on("data", (chunk) => {
      complaint += chunk;
      if (complaint.includes("Listening on")) listening();
    });
    child.once("exit", () => failed(new Error(complaint)));
  });
  emulated = Object.fromEntries(
    [...said.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
}

/** The files that CONTRIBUTING names in its numbered list, for this listing. */
function filesNamed(): string[] {
  const guide = readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8");
  const section = guide.split("## Add a listing\n")[1]?.split("\n## ")[0] ?? "";
  const steps = section.split("\n").filter((line) => /^\d+\. /.test(line));
  return steps
    .flatMap((step) => [...step.matchAll(/`((?:src|scripts)\/[^`]*\.\w+)`/g)].map(([, path = ""]) => path))
    .map((path) =>
      path
        .replaceAll("<listing>", "tencentcloud-keewidb")
        .replaceAll("<cloud>", "tencentcloud")
        .replaceAll("<product>", "keewidb"),
    );
}

beforeAll(async () => {
  for (const name of [...COPIED, ...CONFIGS]) {
    cpSync(join(ROOT, name), join(project, name), {
      recursive: true,
      filter: (path) => path !== join(ROOT, "docs/api"),
    });
  }
  symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"), "junction");
  untouched = sources();
  addListing();
  await ok("scripts/build.cjs");
  await startEmulator();
});

afterAll(() => {
  emulator?.kill();
});

describe("a further listing, added as the contributing guide says", () => {
  it("touches only the files in the guide", () => {
    expect(changedFiles()).toEqual(filesNamed().sort());
  });

  it("follows the project's style", async () => {
    await ok(join(ROOT, "node_modules/@biomejs/biome/bin/biome"), "check", ...changedFiles());
  });

  it("is one of the command's listings", async () => {
    const found = JSON.parse(await command("listings", "--json")) as { listing: string }[];
    expect(found.find(({ listing }) => listing === "tencentcloud-keewidb")).toEqual({
      listing: "tencentcloud-keewidb",
      title: "Tencent Cloud KeeWiDB",
      data_source: "backups_tencentcloud_keewidb",
      arguments: ["status"],
      endpoint_variable: "BACKUPS_ENDPOINT_URL_TENCENTCLOUD_KEEWIDB",
    });
  });

  it("finds the newest restorable backup in the emulator", async () => {
    const wanted = [
      "tencentcloud-keewidb",
      "--instance-id",
      instance.instanceId,
      "--region",
      instance.region,
    ];
    expect(await command("latest", ...wanted)).toBe("9007199254740993\n");
    const normal = JSON.parse(await command("list", ...wanted, "--status", "1,2", "--json"));
    expect(normal).toMatchObject({ total_count: 2, latest_id: "1" });
    expect(normal.backups).toMatchObject([
      { id: "3", status: "running", eligible: false },
      { id: "1", started_at: "2026-11-01T14:01:05Z", type: "full", eligible: true },
    ]);
    const gone = wanted.map((arg) => (arg === instance.instanceId ? "kee-gone" : arg));
    const missing = await node("bin/cdktf-backups.cjs", "latest", ...gone);
    expect(missing.code).toBe(1);
    expect(missing.output).toContain("InvalidParameterValue.NotFoundInstance");
    expect(missing.output).toContain("kee-gone");
  });

  it("has its pages written, with an instance of the emulator's own in the examples", async () => {
    const before = files(join(project, "docs"));
    await ok(join(ROOT, "node_modules/tsx/dist/cli.mjs"), "scripts/docs.ts");
    const added = files(join(project, "docs")).filter((name) => !before.includes(name));
    const pages = ["data-sources/tencentcloud_keewidb.md"];
    expect(added.sort()).toEqual(pages);
    const page = readFileSync(join(project, "docs", pages.join()), "utf8");
    expect(page).toContain("`status` (List of Number)");
    expect(page).toContain('instance_id = "kee-6ubh1zk9"');
    expect(page).toContain("Backups that failed are not listed");
    expect(page).toContain("new TencentCloudKeewidbBackups(");
  });
});

describeWithTerraform("a further listing under terraform", () => {
  it.each(["cdktf", "cdktn"])(
    "is synthesised by %s and read at plan",
    async (framework) => {
      writeFileSync(join(project, "stack.cjs"), STACK);
      await ok("stack.cjs", framework);
      const folder = join(project, `out-${framework}/stacks/stack`);
      const terraform = new Terraform(env.HOME, emulated);
      for (const args of [["init"], ["plan", "-out=plan"]]) {
        expect(await terraform.run(folder, [...args, "-input=false", "-no-color"])).toMatchObject({
          code: 0,
        });
      }
      const plan = JSON.parse((await terraform.run(folder, ["show", "-json", "plan"])).stdout);
      expect(plan.planned_values.outputs.id.value).toBe("1");
      const schema = JSON.parse((await terraform.run(folder, ["providers", "schema", "-json"])).stdout);
      const [provider] = Object.values(schema.provider_schemas) as {
        data_source_schemas: Record<string, { block: { attributes: Record<string, unknown> } }>;
      }[];
      expect(
        provider?.data_source_schemas.backups_tencentcloud_keewidb?.block.attributes.status,
      ).toMatchObject({
        type: ["list", "number"],
        optional: true,
      });
    },
    60_000,
  );
});
