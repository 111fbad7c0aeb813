/** CDKTF in other languages: bindings that cdktf itself generates from the provider, with what `install --user` prints. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator";
import { listings } from "../../src/vendors";
import { BIN, environmentOf } from "../cli/command";
import { isLongRun } from "../helpers/long-run";
import { describeWithTerraform, temporaryDirectory } from "../helpers/terraform";
import { CdktfProject } from "./cdktf-project";
import { backupRow } from "./restore-project";
import { PACKAGE, succeeded } from "./workspace";

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
const point = new RestorePoint(stack, "drill", { keepers: { week: "2026-W47" } });
point.addOverride("backup", \`\\\${\${lookup.fqn}.latest}\`);
new TerraformOutput(stack, "backup_id", { value: point.backupId });
app.synth();
`;

const PYTHON = isLongRun && spawnSync("python3", ["--version"]).status === 0;
if (isLongRun && !PYTHON)
  console.warn("NOT TESTED, because there is no python3 on the PATH: bindings for Python");

/** The Python stack of the documentation. */
const [, STACK = ""] =
  /^```python\n([\s\S]*?)^```$/m.exec(readFileSync(join(PACKAGE, "docs/other-languages.md"), "utf8")) ?? [];

describeWithTerraform("cdktf get", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    const backups = [backupRow(1)];
    const instance = {
      listing: "tencentcloud-mysql",
      instanceId: "cdb-7mx4r2te",
      region: "ap-shanghai",
      backups,
    };
    emulator = await startEmulator({ data: { instances: [instance] } });
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

  it("generates TypeScript whose stack pins a backup and holds it, once it is locked as the screen says", async () => {
    const { project, run, screen } = await prepared("typescript", ".gen");
    await run("get");
    // As cdktf's command runs the app.
    succeeded(await project.node(["--import", "tsx", "main.ts"]));
    const [, command] = /^ +npx (cdktf-backups install .*)$/m.exec(screen) ?? [];
    const [, ...args] = String(command).replace("<stack>", "restore").split(" ");
    succeeded(await project.node([BIN, ...args]));
    expect((await run("deploy", "restore", "--auto-approve")).output).toMatch(/backup_id = 1\b/);
    emulator.data.instances[0]?.backups.unshift(backupRow(2));
    const planned = (await run("diff", "restore")).output;
    expect(planned).toContain("No changes");
    expect(planned).toContain("is newer");
  });

  // jsii translates what the test above has for TypeScript: that takes as long as all the rest.
  const inPython = PYTHON ? it : it.skip;
  if (isLongRun)
    inPython("generates Python that compiles and has what the page's stack uses", async () => {
      const { project, run } = await prepared("python", "imports");
      await run("get");
      const folder = join(project.directory, "imports/backups");
      const names = listings.map(({ name }) => `data_backups_${name.replaceAll("-", "_")}`);
      expect(readdirSync(folder)).toEqual(
        expect.arrayContaining([...names, ...names.map((name) => `${name}_instances`), "restore_point"]),
      );
      writeFileSync(join(project.directory, "main.py"), STACK);
      const compiled = spawnSync("python3", [
        "-m",
        "compileall",
        "-q",
        folder,
        join(project.directory, "main.py"),
      ]);
      expect(compiled.status).toBe(0);
      const imported = [...STACK.matchAll(/^from imports\.backups\.(\w+) import (.*)$/gm)];
      expect(imported).toHaveLength(3);
      for (const [, module = "", classes = ""] of imported) {
        const text = readFileSync(join(folder, module, "__init__.py"), "utf8");
        for (const name of classes.split(", ")) {
          expect(text).toMatch(new RegExp(`^class ${name}[(:]`, "m"));
          const [, call = ""] = new RegExp(`\\b${name}\\(((?:[^()]|\\([^()]*\\))*)\\)`).exec(STACK) ?? [];
          const own = call.replace(/\([^()]*\)/g, "");
          const keywords = [...own.matchAll(/(\w+)=/g)].map(([, keyword]) => keyword);
          expect(keywords).not.toEqual([]);
          for (const keyword of keywords) expect(text).toContain(`        ${keyword}: `);
        }
      }
    });
});
