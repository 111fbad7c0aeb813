import { copyFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { RestorePoint, TencentCloudMysqlBackups, type TencentCloudMysqlBackupsProps } from "../../src";
import { describeWithTerraform } from "../helpers/terraform";
import { backupRow, orders } from "./restore-project";
import { type Project, Workspace } from "./workspace";

/** What the commit before this resource wrote of both stacks, with backup 2 the newest. */
const STATES = resolve(__dirname, "../fixtures");
const STACKS = ["incident", "clone"] as const;

// Each stack is deployed by itself, as jobs in CI do with --ignore-missing-stack-dependencies.
describeWithTerraform("a lookup that is narrowed by a point of another stack", () => {
  let workspace: Workspace;
  let incident: Project;
  let clone: Project;
  const backups = [backupRow(2), backupRow(1)];

  beforeAll(async () => {
    workspace = await Workspace.create({
      data: { instances: [{ listing: "tencentcloud-mysql", ...orders, backups }] },
    });
    synth("1");
    [incident, clone] = STACKS.map((name) => workspace.project(`out/stacks/${name}`)) as [Project, Project];
    await Promise.all([incident, clone].map((project) => project.succeed(["init"])));
  });
  beforeEach(() => {
    backups.splice(0, backups.length, backupRow(3), backupRow(2), backupRow(1));
    for (const name of STACKS) copyFileSync(join(STATES, `${name}-of-old.tfstate`), stateOf(name));
  });
  afterAll(() => workspace.close());

  const stateOf = (name: string) => join(workspace.home, `${name}.tfstate`);

  /** The same two stacks, with options that were added to all lookups. */
  function synth(keeper: string, options: Partial<TencentCloudMysqlBackupsProps> = {}): void {
    const app = new App({ outdir: join(workspace.home, "out") });
    const [first, second] = STACKS.map((name) => {
      const stack = new TerraformStack(app, name);
      new LocalBackend(stack, { path: stateOf(name) });
      return stack;
    }) as [TerraformStack, TerraformStack];
    const lookup = new TencentCloudMysqlBackups(first, "orders", { ...orders, ...options });
    const point = new RestorePoint(first, "point", { lookup, keepers: { incident: keeper } });
    const narrowed = new TencentCloudMysqlBackups(second, "orders", {
      ...orders,
      ...options,
      startedBefore: point.backup.startedAt,
    });
    const own = new RestorePoint(second, "point", { lookup: narrowed, keepers: { incident: keeper } });
    new TerraformOutput(second, "id", { value: own.backupId });
    new TerraformOutput(second, "first", { value: point.backupId });
    app.synth();
  }

  it("keeps both pins through an upgrade of the package and new options, and never names the newest backup", async () => {
    synth("1");
    // The second stack's job comes first: what it refers to is not there yet.
    const early = await clone.run(["apply"]);
    expect(early.code).toBe(1);
    expect(early.output).toContain("cross-stack-output-backups_restore_pointpointstarted_at");
    expect((await incident.succeed(["apply"])).output).toContain("0 added, 0 changed, 0 destroyed");
    expect((await clone.succeed(["apply"])).output).toContain("0 added, 0 changed, 0 destroyed");
    expect(await clone.outputs()).toEqual({ id: "2", first: "2" });
    for (const options of [
      { onUnavailable: "warn" },
      { required: false },
      { methods: ["physical"] },
    ] as const) {
      synth("1", options as object);
      expect((await clone.succeed(["plan", "-detailed-exitcode"])).output).toContain("No changes.");
      expect((await incident.succeed(["plan", "-detailed-exitcode"])).output).toContain("No changes.");
    }
  });

  it("is an error while that stack was never applied, whatever the lookups tolerate", async () => {
    for (const name of STACKS) rmSync(stateOf(name));
    synth("1", { onUnavailable: "warn", required: false });
    const { code, output } = await clone.run(["apply"]);
    expect(code).toBe(1);
    expect(output).toContain("Unable to find remote state");
  });

  it("moves both when the keeper changes: the second to what its point allows, and not to the newest", async () => {
    synth("1");
    await incident.succeed(["apply"]);
    await clone.succeed(["apply"]);
    backups.splice(0, 1);
    synth("2");
    await incident.succeed(["apply"]);
    backups.unshift(backupRow(4));
    expect((await clone.succeed(["apply"])).output).toContain("1 changed");
    expect(await clone.outputs()).toEqual({ id: "2", first: "2" });
    await clone.succeed(["destroy"]);
    await incident.succeed(["destroy"]);
  });
});
