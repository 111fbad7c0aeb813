/** CDKTF in other languages: bindings that cdktf itself generates from the provider, with what `install --user` prints. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator";
import { listings } from "../../src/vendors";
import { BIN, environmentOf } from "../cli/command";
import { describeWithTerraform, temporaryDirectory } from "../helpers/terraform";
import { CdktfProject } from "./cdktf-project";
import { succeeded } from "./workspace";

const MAIN = `
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { BackupsProvider } from "./.gen/providers/backups/provider";
import { DataBackupsTencentcloudMysql } from "./.gen/providers/backups/data-backups-tencentcloud-mysql";
import { RestorePoint } from "./.gen/providers/backups/restore-point";

const app = new App();
const stack = new TerraformStack(app, "restore");
const endpoint = process.env.BACKUPS_ENDPOINT_URL;
new BackupsProvider(stack, "backups", { tencentcloud: { region: "ap-shanghai", endpoint } });
const lookup = new DataBackupsTencentcloudMysql(stack, "orders", { instanceId: "cdb-7mx4r2te" });
const point = new RestorePoint(stack, "pin", { backupId: lookup.latestId });
new TerraformOutput(stack, "backup_id", { value: point.backupId });
app.synth();
`;

const PYTHON = spawnSync("python3", ["--version"]).status === 0;
if (!PYTHON)
  console.warn("NOT TESTED, because there is no python3 on the PATH: that the Python bindings compile");

describeWithTerraform("cdktf get", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());

  /** A project in a language, with all that `install --user` tells to do before `cdktf get`. */
  async function prepared(language: string, codeMakerOutput: string) {
    const env = environmentOf(emulator) as NodeJS.ProcessEnv;
    const project = new CdktfProject(join(temporaryDirectory(), "project"), env, {
      "cdktf.json": "{}",
      "main.ts": MAIN,
    });
    const { output } = succeeded(await project.node([BIN, "install", "--user"]));
    const [, providers] = /^ +"terraformProviders": (\[.*\])$/m.exec(output) ?? [];
    const [, home] = /^ +export CDKTF_BACKUPS_HOME=(\S+)$/m.exec(output) ?? [];
    expect(existsSync(join(String(home), "package.json"))).toBe(true);
    const config = {
      language,
      app: "node --import tsx main.ts",
      projectId: "languages",
      sendCrashReports: "false",
      terraformProviders: JSON.parse(String(providers)),
      terraformModules: [],
      codeMakerOutput,
    };
    writeFileSync(join(project.directory, "cdktf.json"), JSON.stringify(config));
    const cdktf = require.resolve("cdktf-cli/bundle/bin/cdktf");
    const run = async (...args: readonly string[]) =>
      succeeded(await project.node([cdktf, ...args], { CDKTF_BACKUPS_HOME: home }));
    return { project, run, screen: output };
  }

  it("generates TypeScript whose stack plans and applies, once it is locked as the screen says", async () => {
    const { project, run, screen } = await prepared("typescript", ".gen");
    await run("get");
    await run("synth");
    const [, command] = /^ +npx (cdktf-backups install .*)$/m.exec(screen) ?? [];
    const [, ...args] = String(command).replace("<stack>", "restore").split(" ");
    succeeded(await project.node([BIN, ...args]));
    expect((await run("diff", "restore")).output).toContain("1 to add");
    expect((await run("deploy", "restore", "--auto-approve")).output).toMatch(/backup_id = \d+/);
    const state = readFileSync(join(project.directory, "terraform.restore.tfstate"), "utf8");
    expect(JSON.parse(state).outputs.backup_id.value).toMatch(/^\d+$/);
    expect((await run("diff", "restore")).output).toContain("No changes");
  });

  it("generates Python for every listing, which compiles", async () => {
    const { project, run } = await prepared("python", "imports");
    await run("get");
    const folder = join(project.directory, "imports/backups");
    const names = listings.map(({ name }) => `data_backups_${name.replaceAll("-", "_")}`);
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining([
        ...names,
        ...names.map((name) => `${name}_instances`),
        "restore_point",
        "restore_job",
      ]),
    );
    const text = readFileSync(join(folder, "data_backups_tencentcloud_mysql/__init__.py"), "utf8");
    expect(text).toMatch(/^class DataBackupsTencentcloudMysql\($/m);
    expect(text).toContain("def latest_id(self)");
    if (PYTHON) expect(spawnSync("python3", ["-m", "compileall", "-q", folder]).status).toBe(0);
  });
});
