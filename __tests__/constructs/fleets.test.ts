import { join } from "node:path";
import { App, LocalBackend, TerraformIterator, TerraformOutput, TerraformStack } from "cdktf";
import { DatabaseInstances } from "../../src";
import { Workspace } from "../e2e/workspace";
import { fleetsOf, latestIdsOf } from "../helpers/fleets";
import { lookupClass } from "../helpers/lookup-class";
import { describeWithTerraform } from "../helpers/terraform";

describeWithTerraform("a stack that covers all instances of all regions of the emulator", () => {
  it("names the newest backup of each in one plan, without a further argument for any", async () => {
    const workspace = await Workspace.create();
    try {
      const { emulator, home } = workspace;
      const project = workspace.project("fleets/stacks/stack");
      const stack = new TerraformStack(new App({ outdir: join(home, "fleets") }), "stack");
      new LocalBackend(stack, { path: join(project.directory, "terraform.tfstate") });
      for (const { listing, region, name } of fleetsOf(emulator)) {
        const all = new DatabaseInstances(stack, `${name}_all`, { listing, region });
        const each = TerraformIterator.fromList(all.ids);
        const Lookup = lookupClass(listing);
        const found = new Lookup(stack, `${name}_found`, { forEach: each, instanceId: each.value, region });
        new TerraformOutput(stack, name, { value: found.latestIds });
      }
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
