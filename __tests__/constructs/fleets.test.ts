import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as cdktf from "cdktf";
import { App, LocalBackend, TerraformStack } from "cdktf";
import ts from "typescript";
import * as backups from "../../src";
import { Workspace } from "../e2e/workspace";
import { type Fleet, fleetsOf, latestIdsOf } from "../helpers/fleets";
import { lookupClass } from "../helpers/lookup-class";
import { describeWithTerraform } from "../helpers/terraform";
import { withoutRateLimit } from "../helpers/unlimited";

withoutRateLimit();

/** The first block of docs/instances.md as JavaScript. */
function recipe(): string {
  const page = readFileSync(resolve(__dirname, "../../docs/instances.md"), "utf8");
  const [, block = ""] = page.match(/```ts\n([\s\S]*?)```/) ?? [];
  return ts.transpile(block, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 });
}

/** Runs the recipe for a fleet, in a stack that others share; its names become the fleet's own. */
function addFleet(stack: TerraformStack, { listing, region, name }: Fleet): void {
  const own = [
    ['new cdktf_1.TerraformStack(new cdktf_1.App(), "restore")', "stack"],
    ['"tencentcloud-mysql"', JSON.stringify(listing)],
    ["TencentCloudMysqlBackups", lookupClass(listing).name],
    ['"ap-guangzhou"', JSON.stringify(region)],
    ['"all"', `"${name}_all"`],
    ['"found"', `"${name}_found"`],
    ['"ids"', `"${name}"`],
  ] as const;
  const text = own.reduce(
    (code, [from, to]) => {
      expect(code).toContain(from);
      return code.replace(from, to);
    },
    recipe().replace("const stack = ", "const own = ").replaceAll("(stack,", "(own,"),
  );
  new Function("require", "exports", "stack", text)(
    (name: string) => (name === "cdktf" ? cdktf : backups),
    {},
    stack,
  );
}

describeWithTerraform("the recipe of the page on instances, for all regions of the emulator", () => {
  it("finds the newest backup of each in one plan, without further arguments", async () => {
    const workspace = await Workspace.create();
    try {
      const { emulator, home } = workspace;
      const project = workspace.project("fleets/stacks/stack");
      const stack = new TerraformStack(new App({ outdir: join(home, "fleets") }), "stack");
      new LocalBackend(stack, { path: join(project.directory, "terraform.tfstate") });
      for (const fleet of fleetsOf(emulator)) addFleet(stack, fleet);
      (stack.node.root as App).synth();
      await project.succeed(["init"]);
      await project.succeed(["plan", "-out=plan"]);
      const { stdout } = await project.succeed(["show", "-json", "plan"]);
      const outputs = JSON.parse(stdout).planned_values.outputs as Record<string, { value: unknown }>;
      const latest = Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
      expect(latest).toEqual(await latestIdsOf(emulator));
      expect(Object.keys(latest.alicloud_mongodb_cn_hangzhou as object)).toHaveLength(2);
    } finally {
      await workspace.close();
    }
  });
});
