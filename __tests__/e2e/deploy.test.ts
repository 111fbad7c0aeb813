import { readFileSync } from "node:fs";
import { join } from "node:path";
import example from "../../cdktf.json";
import { environmentOf, runCommand } from "../cli/command";
import { describeWithTerraform, Terraform } from "../helpers/terraform";
import { CdktfProject } from "./cdktf-project";
import { succeeded, Workspace } from "./workspace";

const TWO_STACKS = `
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { BackupsProvider, JdCloudRedisBackups, TencentCloudRedisBackups } from "cdktf-backups";

const app = new App();
const one = new TerraformStack(app, "one");
const sample = new TencentCloudRedisBackups(one, "sample", { instanceId: "crs-5a4py64p", region: "ap-guangzhou" });
new TerraformOutput(one, "id", { value: sample.latestId });
new TerraformOutput(one, "summary", { value: sample.latest.status + " at " + sample.backups.get(0).startedAt });

const two = new TerraformStack(app, "two");
const north = new BackupsProvider(two, "north", { alias: "north", jdcloud: { region: "cn-north-1" } });
const sessions = new JdCloudRedisBackups(two, "sessions", { instanceId: "redis-vq3n8yd0c1", provider: north });
new TerraformOutput(two, "id", { value: sessions.latestId });
new TerraformOutput(two, "of-the-other-stack", { value: sample.latestId });
app.synth();
`;

describeWithTerraform("cdktf deploy", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await Workspace.create();
  });
  afterAll(() => workspace.close());

  it("of the example app, with no flag and no configuration, prints the IDs; then nothing changes", async () => {
    const project = new CdktfProject(join(workspace.home, "example"), {
      ...workspace.env,
      EXAMPLE_ENDPOINT: workspace.emulator.url,
    });
    const first = await project.cdktf(["deploy", "--auto-approve"]);
    expect(first.output).not.toMatch(/Warning|Error/);
    const env = environmentOf(workspace.emulator);
    for (const { listing, instanceId, region } of Object.values(example.context.instances)) {
      const args = ["latest", listing, "--instance-id", instanceId, "--region", region];
      const wanted = listing.includes("mysql") ? ["--methods", "physical"] : [];
      const { out } = await runCommand([...args, ...wanted], env);
      expect(first.output).toMatch(new RegExp(`backup-id = "?${out.trim()}\\b`));
    }
    // As a second deploy does, without the two seconds that cdktf's command takes to start.
    const context = { CDKTF_CONTEXT_JSON: JSON.stringify(example.context) };
    succeeded(await project.node(["--import", "tsx", "main.ts"], context));
    const terraform = new Terraform(join(workspace.home, "terraform"), workspace.env);
    const stack = join(project.directory, "cdktf.out/stacks/restore");
    expect((await terraform.run(stack, ["plan", "-no-color"])).output).toContain("No changes.");
    await project.cdktf(["destroy", "--auto-approve"]);
    const state = JSON.parse(readFileSync(join(project.directory, "terraform.restore.tfstate"), "utf8"));
    expect(state).toMatchObject({ outputs: {}, resources: [] });
  });

  it("of two stacks, one of which uses an account by alias and the other stack's backup, works at once", async () => {
    const project = new CdktfProject(join(workspace.home, "two-stacks"), workspace.env, {
      "main.ts": TWO_STACKS,
      "cdktf.json": JSON.stringify({
        language: "typescript",
        app: "node --import tsx main.ts",
        projectId: "two-stacks",
        sendCrashReports: "false",
      }),
      "package.json": "{}",
    });
    const file = join(project.directory, "outputs.json");
    await project.cdktf(["deploy", "one", "two", "--auto-approve", "--outputs-file", file]);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      one: expect.objectContaining({
        id: "6cbbf53a-affe-11e8-905b-4846fb00c75d",
        summary: "succeeded at 2018-09-04T04:53:06Z",
      }),
      two: {
        id: expect.stringMatching(/^[\da-f-]{36}$/),
        "of-the-other-stack": "6cbbf53a-affe-11e8-905b-4846fb00c75d",
      },
    });
  });
});
