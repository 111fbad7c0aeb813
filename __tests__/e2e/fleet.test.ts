import { describeWithTerraform } from "../helpers/terraform";
import { data, type Project, Workspace } from "./workspace";

const REGION = { region: '"ap-shanghai"' };
const FLEET = `
provider "backups" {
  max_retries = 0
}
${data("tencentcloud_mysql_instances", "all", REGION)}
${data("tencentcloud_mysql", "each", {
  for_each: "toset(data.backups_tencentcloud_mysql_instances.all.ids)",
  instance_id: "each.value",
  on_unavailable: '"warn"',
  ...REGION,
})}
resource "terraform_data" "each" {
  for_each = data.backups_tencentcloud_mysql.each
  input    = each.value.latest_id
}
`;

describeWithTerraform("what is made for each instance of a region, while the API is down,", () => {
  let workspace: Workspace;
  let project: Project;
  beforeAll(async () => {
    workspace = await Workspace.create();
    project = workspace.project();
    project.write(FLEET);
    await project.init();
    await project.succeed(["apply"]);
    workspace.emulator.faults.push({ kind: "server-error" });
  });
  afterAll(() => workspace.close());

  it.each([[["plan"]], [["plan", "-refresh=false"]], [["destroy"]]])(
    "is not planned to be destroyed: terraform %p is an error that says what goes",
    async (args) => {
      const { code, output } = await project.run(args);
      expect(code).toBe(1);
      expect(output).toContain("with data.backups_tencentcloud_mysql_instances.all");
      expect(output).toContain("  terraform destroy -refresh=false");
      expect(output).not.toContain("will be destroyed");
    },
  );

  it("is destroyed with -refresh=false, which asks nobody", async () => {
    const before = workspace.emulator.requests.length;
    const plan = await project.succeed(["plan", "-destroy", "-refresh=false"]);
    expect(plan.output).toContain("1 to destroy");
    expect((await project.succeed(["destroy", "-refresh=false"])).output).toContain("1 destroyed");
    expect(workspace.emulator.requests).toHaveLength(before);
  });
});
