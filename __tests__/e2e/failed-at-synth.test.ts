import { join } from "node:path";
import { describeWithTerraform, Terraform } from "../helpers/terraform";
import { CdktfProject } from "./cdktf-project";
import { succeeded, Workspace } from "./workspace";

/** Two stacks with a lookup each. INSTANCE names that of the first one, and FORGET leaves resolveBackups out. */
const APP = `
import { App, DataResource, TerraformOutput, TerraformStack } from "cdktf";
import { RestorePoint, resolveBackups, TencentCloudRedisBackups } from "cdktf-backups";

async function main() {
  const app = new App();
  for (const [id, instanceId] of [["shop", process.env.INSTANCE], ["other", "crs-5a4py64p"]]) {
    const stack = new TerraformStack(app, id);
    const orders = new TencentCloudRedisBackups(stack, "orders", { instanceId, region: "ap-guangzhou" });
    const point = new RestorePoint(stack, "point", { lookup: orders, keepers: { week: 47 } });
    new DataResource(stack, "clone", {
      triggersReplace: { id: orders.latestId, second: orders.backups.get(1).ids },
      dependsOn: [point],
    });
    new TerraformOutput(stack, "pinned", { value: point.backupId });
  }
  if (!process.env.FORGET) await resolveBackups(app);
  app.synth();
}
main();
`;
const GOOD = "crs-5a4py64p";
const GONE = { INSTANCE: "crs-gone" };
const CDKTF = require.resolve("cdktf-cli/bundle/bin/cdktf");

describeWithTerraform("a lookup at synthesis", () => {
  let workspace: Workspace;
  let project: CdktfProject;

  beforeAll(async () => {
    workspace = await Workspace.create();
    const env = { ...workspace.env, BACKUPS_RESOLVE: "synth", INSTANCE: GOOD };
    project = new CdktfProject(join(workspace.home, "project"), env, {
      "main.ts": APP,
      "cdktf.json": JSON.stringify({
        language: "typescript",
        app: "node --import tsx main.ts",
        projectId: "failed-at-synth",
        sendCrashReports: "false",
      }),
      "package.json": "{}",
    });
  });
  afterAll(() => workspace.close());

  const app = (env: NodeJS.ProcessEnv) => project.node(["--import", "tsx", "main.ts"], env);
  const cdktf = (args: readonly string[], env: NodeJS.ProcessEnv) => project.node([CDKTF, ...args], env);

  it("that fails stops every plan of its stack, no other stack, and no destroy", async () => {
    const terraform = new Terraform(join(workspace.home, "terraform"), workspace.env);
    // As cdktf's command runs an app, and then Terraform for one stack.
    const run = async (stack: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
      succeeded(await app({ ...env, CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" }));
      const folder = join(project.directory, "cdktf.out/stacks", stack);
      succeeded(await terraform.run(folder, ["init", "-input=false", "-no-color"]));
      return await terraform.run(folder, [...args, "-auto-approve", "-input=false", "-no-color"]);
    };
    expect((await run("shop", ["apply"])).output).toContain("2 added");
    for (const part of [[], ["-target=terraform_data.clone"]]) {
      const { code, output } = await run("shop", ["apply", ...part], GONE);
      expect(code).toBe(1);
      expect(output).toMatch(/crs-gone does not\s+exist/);
      expect(output).toMatch(/The stack shop cannot be planned[\s\S]*npx\s+cdktf\s+destroy\s+shop/);
    }
    expect((await run("other", ["apply"], GONE)).output).toContain("2 added");
    expect((await run("shop", ["destroy"], GONE)).output).toContain("2 destroyed");
  });

  it("that fails, or was forgotten, is told once in an app that is run by itself, with the line of the app", async () => {
    const failed = await app(GONE);
    expect(failed.code).toBe(1);
    expect(failed.output).toMatch(/\n\n?Error: 1 of 2 backup lookups failed:\s+\[shop\/orders\] /);
    const forgotten = await app({ FORGET: "1" });
    expect(forgotten.code).toBe(1);
    expect(forgotten.output).toMatch(/Error: \[shop\/orders\] the lookup was not made: call/);
    for (const { output } of [failed, forgotten]) {
      expect(output.match(/\[shop\/orders\]/g)).toHaveLength(1);
      expect(output).toMatch(/ {4}at main \(.*main\.ts:\d+/);
      expect(output).not.toMatch(/ {4}at .*node_modules.(?:cdktf|constructs)/);
    }
  });

  it("that was forgotten is a sentence of cdktf's command", async () => {
    const { code, output } = await cdktf(["synth"], { FORGET: "1" });
    expect(code).toBe(1);
    expect(output).toMatch(/\[shop\/orders\]: the lookup was not made: call `await resolveBackups\(app\)`/);
    expect(output).not.toMatch(/ {4}at |annotations\.ts/);
  });
});
