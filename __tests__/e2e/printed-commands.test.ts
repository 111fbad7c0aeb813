import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emulatorEnvironment } from "../../src/cli/commands/emulate";
import { demoCredentials } from "../../src/emulator";
import { terraformCommand } from "../../src/plugin/terraform-command";
import { describeWithTerraform, type Finished, finished, Terraform } from "../helpers/terraform";
import { CdktfProject } from "./cdktf-project";
import { PACKAGE, type Project, succeeded, Workspace } from "./workspace";

const CDKTF_JSON = JSON.stringify({
  language: "typescript",
  app: "node --import tsx main.ts",
  projectId: "commands",
  sendCrashReports: "false",
});

/** A stack whose plan is refused while the API is down, in two ways if MORE is set. */
const STACK = `
import { App, DataResource, Fn, TerraformStack } from "cdktf";
import { DatabaseInstances, RestorePoint, TencentCloudMysqlBackups } from "cdktf-backups";

const app = new App();
const stack = new TerraformStack(app, "restore");
const region = "ap-shanghai";
const lookup = new TencentCloudMysqlBackups(stack, "orders", { instanceId: "cdb-7mx4r2te", region, onUnavailable: "warn" });
new RestorePoint(stack, "point", { lookup });
if (process.env.MORE) new RestorePoint(stack, "more", { lookup });
const all = new DatabaseInstances(stack, "all", { listing: "tencentcloud-mysql", region });
new DataResource(stack, "count", { input: { ids: Fn.join(",", all.ids) } });
app.synth();
`;

const HCL = `
provider "backups" {
  max_retries = 0
}
variable "more" {
  type = bool
  default = false
}
data "backups_tencentcloud_mysql" "orders" {
  instance_id = "cdb-7mx4r2te"
  region = "ap-shanghai"
  on_unavailable = "warn"
}
resource "backups_restore_point" "point" {
  backup = data.backups_tencentcloud_mysql.orders.latest
}
resource "backups_restore_point" "more" {
  count = var.more ? 1 : 0
  backup = data.backups_tencentcloud_mysql.orders.latest
}
resource "backups_trigger" "nightly" {
  backups = data.backups_tencentcloud_mysql.orders.backups
}
`;

/** Commands of Terraform's that were printed, each on a line of its own. */
function commandsIn(output: string): string[] {
  const lines = output.matchAll(/^ *│? {2,}(terraform (?:'?-|destroy).*)$/gm);
  return [...new Set([...lines].map(([, command = ""]) => command.trim()))];
}

describeWithTerraform("a command on the screen, typed where its reader stands", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await Workspace.create();
  });
  afterAll(() => workspace.close());

  const down = { BACKUPS_ENDPOINT_URL: "http://127.0.0.1:9" };

  /** Types a command into a shell. */
  function type(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Finished> {
    const { PATH } = process.env;
    const config = join(workspace.home, "empty.tfrc");
    writeFileSync(config, "");
    const all = { PATH, HOME: workspace.home, TF_CLI_CONFIG_FILE: config, CHECKPOINT_DISABLE: "1", ...env };
    return finished(spawn("sh", ["-c", command], { cwd, env: all, stdio: ["ignore", "pipe", "pipe"] }));
  }

  it("destroys what cdktf deployed, although the API is down", async () => {
    const { url } = workspace.emulator;
    const env = emulatorEnvironment(url, demoCredentials);
    const project = new CdktfProject(join(workspace.home, "with a space"), env, {
      "main.ts": STACK,
      "cdktf.json": CDKTF_JSON,
      "package.json": "{}",
    });
    await project.cdktf(["deploy", "--auto-approve"]);
    // What docs/restore.md shows.
    const page = readFileSync(join(PACKAGE, "docs/restore.md"), "utf8");
    const shown = [...page.matchAll(/^terraform -chdir=.*$/gm)].map(([line]) => line);
    expect(shown).toHaveLength(2);
    for (const line of shown) {
      const { code, output } = await type(
        line.replace("apply", "apply -auto-approve"),
        project.directory,
        env,
      );
      expect(`${code}: ${output}`).toMatch(
        /^0: [\s\S]*(?:1 added, 0 changed, 1 destroyed|restore_point\.point)/,
      );
    }
    const cdktf = require.resolve("cdktf-cli/bundle/bin/cdktf");
    const refused = await project.node([cdktf, "deploy", "--auto-approve"], { ...down, MORE: "1" });
    expect(refused.output).toMatch(/There is nothing to pin[\s\S]*connection refused/);
    const [command = "", ...others] = commandsIn(refused.output);
    expect(others).toEqual([]);
    const done = await type(`${command} -auto-approve`, project.directory, { ...env, ...down });
    expect(done.output).toMatch(/Destroy complete! Resources: [2-9] destroyed/);
    const state = JSON.parse(readFileSync(join(project.directory, "terraform.restore.tfstate"), "utf8"));
    expect(state.resources).toEqual([]);
    // Nothing is left in the project's own folder, after which cdktf would refuse to run.
    expect(existsSync(join(project.directory, "terraform.tfstate"))).toBe(false);
  });

  it("destroys what plain HCL made", async () => {
    const project: Project = workspace.projectOfProcesses("plain");
    project.write(HCL);
    await project.init();
    await project.succeed(["apply"]);
    const refused = await project.run(["apply", "-var=more=true"], down);
    expect(refused.output).toMatch(/There is nothing to pin[\s\S]*connection refused/);
    expect(refused.output).toMatch(/There is no backup to follow[\s\S]*connection refused/);
    const commands = commandsIn(refused.output);
    expect(commands).toEqual(["terraform destroy -refresh=false"]);
    const env = { ...workspace.env, ...down };
    const done = await type(`${commands[0]} -auto-approve`, project.directory, env);
    expect(done.output).toContain("Destroy complete! Resources: 2 destroyed");
  });
});

it("a command names the program that cdktf is told to run", () => {
  expect(terraformCommand("plan", { TERRAFORM_BINARY_NAME: "tofu" }, "/")).toBe("tofu plan");
});

describeWithTerraform("the stack of the README, on a machine without keys", () => {
  it("says in the error itself that there are none, and where they were looked for", async () => {
    const workspace = await Workspace.create();
    const page = readFileSync(join(PACKAGE, "README.md"), "utf8");
    const [, stack = ""] = /```ts\n(import[\s\S]*?)```/.exec(page) ?? [];
    const project = new CdktfProject(
      join(workspace.home, "readme"),
      { BACKUPS_METADATA_URL: "none" },
      { "main.ts": stack, "cdktf.json": CDKTF_JSON, "package.json": "{}" },
    );
    succeeded(await project.node(["--import", "tsx", "main.ts"]));
    const stacks = join(project.directory, "cdktf.out/stacks");
    const folder = join(stacks, String(readdirSync(stacks)[0]));
    const terraform = new Terraform(workspace.home, { BACKUPS_METADATA_URL: "none" });
    succeeded(await terraform.run(folder, ["init"]));
    const { code, output } = await terraform.run(folder, ["plan"]);
    await workspace.close();
    expect(code).toBe(1);
    expect(output.slice(output.indexOf("Error: "))).toMatch(/nothing to pin[\s\S]*TENCENTCLOUD_SECRET_ID/);
  });
});
