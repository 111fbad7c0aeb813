import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  Aspects,
  DataResource,
  TerraformOutput,
  TerraformResource,
  type TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";
import {
  BackupsProvider,
  RestorePoint,
  type RestorePointProps,
  resolveBackups,
  TencentCloudMysqlBackups,
  type TencentCloudMysqlBackupsProps,
} from "../../src";
import { emulatorEnvironment } from "../../src/cli/commands/emulate";
import { startEmulator } from "../../src/emulator";
import { describeWithTerraform } from "../helpers/terraform";
import { backupRow, keys, orders, RestoreProject } from "./restore-project";

/** The parts of what docs/restore.md shows of two plans, as they are for the instance of these tests. */
const SHOWN = [
  ...readFileSync(join(__dirname, "../../docs/restore.md"), "utf8").matchAll(/^```text\n([\s\S]*?)^```$/gm),
].map(([, text = ""]) => text.replaceAll("cdb-7mx4r2te", orders.instanceId).trim().split("\n\n"));

/** Whether each part was printed, however Terraform broke its lines. */
function expectShown(output: string, parts: readonly string[] | undefined): void {
  const flat = (text: string) => text.replace(/\s+/g, " ");
  expect(parts?.filter((part) => !flat(output).includes(flat(part)))).toEqual([]);
}

/** A stack with one pin, whose ID is the output `id`. */
function pinned(keepers: Record<string, string>, more: Partial<RestorePointProps> = {}) {
  return (stack: TerraformStack) => declare(stack, keepers, more);
}

function declare(
  stack: TerraformStack,
  keepers: Record<string, string> | undefined,
  more: Partial<RestorePointProps> = {},
  query: Partial<TencentCloudMysqlBackupsProps> = {},
): void {
  // A cloud that is down is not asked again and again: these tests take it down often.
  new BackupsProvider(stack, "cloud", { maxRetries: 0 });
  const lookup = new TencentCloudMysqlBackups(stack, "orders", {
    ...orders,
    onUnavailable: "warn",
    ...query,
  });
  const point = new RestorePoint(stack, "point", { lookup, keepers, ...more });
  new TerraformOutput(stack, "id", { value: point.backupId });
  new TerraformOutput(stack, "taken", { value: point.backup.startedAt });
}

describeWithTerraform("a restore point under terraform", () => {
  let project: RestoreProject;

  beforeAll(async () => {
    project = new RestoreProject();
    await project.start();
    await project.synth(pinned({ week: "1" }));
    await project.ok("init");
    await project.ok("apply", "-auto-approve");
    copyFileSync(join(project.stackFolder, "terraform.tfstate"), join(project.folder, "pinned.tfstate"));
  });
  // Every test begins with backup 1 listed and pinned.
  beforeEach(async () => {
    project.data.instances = [{ listing: "tencentcloud-mysql", ...orders, backups: [backupRow(1)] }];
    copyFileSync(join(project.folder, "pinned.tfstate"), join(project.stackFolder, "terraform.tfstate"));
    await project.synth(pinned({ week: "1" }));
  });
  afterAll(() => project.end());

  /** Plans or applies what must change nothing, and gives what it said. */
  async function unchanged(...args: string[]): Promise<string> {
    const said = await project.ok(...args);
    expect(said).toContain("No changes.");
    return said;
  }

  it("keeps its backup when a newer one appears: no change, and one sentence that names both", async () => {
    project.addBackup(2);
    const { code, output } = await project.terraform(["plan", "-detailed-exitcode"]);
    expect(`${code}: ${output}`).toMatch(/^0: /);
    expect(output).toMatch(/2 is newer\s+with backups_restore_point\.point,/);
    expectShown(output, SHOWN[0]);
    await unchanged("apply", "-auto-approve");
    expect(await project.output("id")).toBe("1");
    await project.synth(pinned({ week: "1" }, { newerWarning: false }));
    expect(await unchanged("plan")).not.toContain("stays pinned");
  });

  it("pins the newest backup when a keeper changes: in place, both IDs in the plan, and a saved plan keeps its own", async () => {
    project.addBackup(2);
    await project.synth(pinned({ week: "2" }));
    const plan = await project.ok("plan", "-out=plan");
    // The page leaves out what did not change, and the fields of the backup that say the same.
    for (const line of SHOWN[1]?.[0]?.split("\n") ?? ["a block"]) expectShown(plan, [line]);
    // A third backup comes between the plan and its apply.
    project.addBackup(3);
    await project.ok("apply", "plan");
    expect(await project.output("id")).toBe("2");
    expect(await project.output("taken")).toBe("2026-11-01T18:00:00Z");
  });

  it.each<[string, () => unknown]>([
    ["the listing is empty", () => project.backups.splice(0)],
    ["the instance is deleted", () => project.data.instances.splice(0)],
  ])(
    "keeps its backup while %s: nothing is blocked, and a changed keeper fails the apply alone",
    async (_, happen) => {
      happen();
      const said = await unchanged("apply", "-auto-approve");
      expect(said).toMatch(/Warning: [\w-]+: (?:no eligible backup|instance not found)\n/);
      await project.synth(pinned({ week: "2" }));
      const plan = await project.ok("plan");
      expect(plan).toMatch(/Plan: 0 to add, 1 to change, 0 to destroy/);
      expect(plan).toContain(
        "Warning: cdb-orders1: backup 1 stays pinned, because there is nothing else to pin",
      );
      const refusal = await project.refused("apply", "-auto-approve");
      expect(refusal).toMatch(/Error: There is nothing to pin[\s\S]*backup 1 stays pinned/);
      expect(await project.output("id")).toBe("1");
      expect(await project.ok("destroy", "-auto-approve")).toContain("1 destroyed");
    },
  );

  it("cannot be made with nothing to pin, which stops the plan before anything that takes its ID is touched", async () => {
    await project.ok("destroy", "-auto-approve");
    const rows = project.backups.splice(0);
    const output = await project.refused("plan");
    expect(output).toMatch(/Error: There is nothing to pin[\s\S]*with backups_restore_point\.point/);
    expect(output).toContain("no eligible backup");
    expect(await project.ok("destroy", "-auto-approve", "-refresh=false")).toContain("0 destroyed");
    project.backups.push(...rows);
  });

  it("keeps its backup in a run that puts the lookup off until the apply, also where a keeper changes", async () => {
    const after = (release: string, week: string) => (stack: TerraformStack) => {
      const other = new DataResource(stack, "other", { input: Token.asAnyMap({ release }) });
      declare(stack, { week }, {}, { dependsOn: [other] });
    };
    project.addBackup(2);
    await project.synth(after("2", "1"));
    const said = await project.ok("apply", "-auto-approve");
    expect(said).toMatch(/will be read during apply[\s\S]*Plan: 1 to add, 0 to change, 0 to destroy/);
    await project.synth(after("3", "2"));
    const put = await project.ok("apply", "-auto-approve");
    expect(put).toContain("Backup 1 stays pinned in this run because backup is known only after the apply");
    expect(await project.output("id")).toBe("1");
    expect(
      await project.refused("plan", "-replace=backups_restore_point.point", "-replace=terraform_data.other"),
    ).toContain("A point cannot be replaced by a backup that is not known yet");
    expect(await project.ok("apply", "-auto-approve")).toMatch(/~ backup_id += "1" -> "2"/);
  });

  it("keeps its backup while a keeper is known only after the apply, and moves in the plan that knows it", async () => {
    const kept = (value: string) => (stack: TerraformStack) => {
      const source = new DataResource(stack, "source", { input: Token.asAnyMap({ value }) });
      declare(stack, { release: source.output.lookup("value") as unknown as string });
    };
    await project.synth(kept("a"));
    await project.ok("apply", "-auto-approve");
    await project.ok("apply", "-auto-approve");
    project.addBackup(2);
    await project.synth(kept("b"));
    expect(await project.ok("apply", "-auto-approve")).toContain(
      "Backup 1 stays pinned in this run because keepers is known only after the apply",
    );
    expect(await project.output("id")).toBe("1");
    expect(await project.ok("apply", "-auto-approve")).toMatch(/~ backup_id += "1" -> "2"/);
  });

  it("refuses a keeper that arrives null, and keeps its keepers where none are said", async () => {
    project.addBackup(2);
    await project.synth((stack) => {
      const incident = new TerraformVariable(stack, "incident", { type: "string" });
      stack.addOverride("variable.incident.default", null);
      declare(stack, { week: incident.stringValue });
    });
    expect(await project.refused("plan")).toMatch(/Error: A keeper is null[\s\S]*The keeper week is null/);
    await project.synth((stack) => declare(stack, undefined));
    await unchanged("apply", "-auto-approve");
    await project.synth(pinned({ week: "1" }));
    await unchanged("plan");
  });

  it("keeps its backup when the lookup asks another instance or selection, and says so", async () => {
    const other = { listing: "tencentcloud-mysql", instanceId: "cdb-orders2", region: orders.region };
    project.data.instances.push({ ...other, backups: [backupRow(3)] });
    await project.synth((stack) =>
      declare(stack, { week: "1" }, {}, { instanceId: "cdb-orders2", methods: ["physical"] }),
    );
    const said = await unchanged("apply", "-auto-approve");
    expect(said).toContain(
      `Backup 1 stays pinned although the lookup's arguments changed since it was pinned (instance_id was "cdb-orders1" and is "cdb-orders2", methods was null and is "physical")`,
    );
    expect(await project.output("id")).toBe("1");
  });

  it("is moved by nothing but a keeper, whatever an Aspect sets on all resources", async () => {
    project.addBackup(2);
    await project.synth((stack) => {
      declare(stack, { week: "1" });
      const condition = "${backups_restore_point.point.backup_id != null}";
      stack.addOverride("check", { own: { assert: [{ condition, error_message: "Never said." }] } });
      Aspects.of(stack).add({
        visit: (node) => {
          if (TerraformResource.isTerraformResource(node)) node.lifecycle = { createBeforeDestroy: true };
        },
      });
    });
    expect(await unchanged("apply", "-auto-approve")).toContain("2 is newer");
    await unchanged("plan", "-refresh=false");
    await unchanged("apply", "-auto-approve", "-target=backups_restore_point.point");
    await unchanged("apply", "-auto-approve", "-refresh-only");
    expect(await project.output("id")).toBe("1");
  });

  it("pins anew by -replace, once the user asks for it, and not where there is nothing", async () => {
    const rows = project.backups.splice(0);
    const args = ["apply", "-auto-approve", "-replace=backups_restore_point.point"];
    expect(await project.refused(...args)).toContain("Error: There is nothing to pin");
    expect(await project.output("id")).toBe("1");
    project.backups.push(...rows);
    project.addBackup(2);
    await project.ok(...args);
    expect(await project.output("id")).toBe("2");
    await unchanged("plan");
  });

  it("keeps its backup when it gets another id: by moveFromId, and by terraform state mv", async () => {
    project.addBackup(2);
    const renamed = (id: string, from?: string) => (stack: TerraformStack) => {
      const lookup = new TencentCloudMysqlBackups(stack, "orders", orders);
      const point = new RestorePoint(stack, id, { lookup, keepers: { week: "1" } });
      if (from) point.moveFromId(from);
      new TerraformOutput(stack, "id", { value: point.backupId });
    };
    await project.synth(renamed("drill", "backups_restore_point.point"));
    expect(await project.ok("apply", "-auto-approve")).toContain("0 added, 0 changed, 0 destroyed");
    await project.synth(renamed("weekly"));
    await project.ok("state", "mv", "backups_restore_point.drill", "backups_restore_point.weekly");
    expect(await project.ok("apply", "-auto-approve")).toContain("0 added, 0 changed, 0 destroyed");
    expect(await project.output("id")).toBe("1");
  });

  it("refuses an import and names backupId, which pins the wanted backup", async () => {
    project.addBackup(2);
    await project.ok("state", "rm", "backups_restore_point.point");
    expect(await project.refused("import", "backups_restore_point.point", "1")).toContain(
      "Make the point with backup_id, which pins exactly that backup.",
    );
    await project.synth(pinned({ week: "1" }, { backupId: "1" }));
    await project.ok("apply", "-auto-approve");
    expect(await project.output("id")).toBe("1");
    expect(await project.output("taken")).toBe("2026-10-31T18:00:00Z");
    await unchanged("plan");
  });

  it("moves to a backup that is not listed when told its ID, and stays there when that is taken away", async () => {
    await project.synth(pinned({ week: "1" }, { backupId: "9007199254740993" }));
    const said = await project.ok("apply", "-auto-approve");
    expect(said).toMatch(/~ backup_id += "1" -> "9007199254740993"/);
    expect(said).toContain("Warning: backup 9007199254740993 is not listed");
    expect(await project.output("id")).toBe("9007199254740993");
    await project.synth(pinned({ week: "1" }));
    await unchanged("apply", "-auto-approve");
    await project.synth(pinned({ week: "2" }));
    await project.ok("apply", "-auto-approve");
    expect(await project.output("id")).toBe("1");
  });
});

describeWithTerraform("a restore point while the API is down", () => {
  let project: RestoreProject;

  beforeAll(async () => {
    project = new RestoreProject();
    await project.start();
    await project.synth(pinned({ week: "1" }));
    await project.ok("init");
    await project.ok("apply", "-auto-approve");
    await project.takeApiDown();
  });
  afterAll(() => project.end());

  it("keeps its backup: the plan says no change, and warns that the lookup could not be made", async () => {
    const output = await project.ok("plan");
    expect(output).toContain("No changes.");
    expect(output).toMatch(/Warning: [\w-]+: listing backups failed\n[\s\S]*could not be reached/);
  });

  it("refuses a changed keeper and keeps the pin in the state", async () => {
    await project.synth(pinned({ week: "2" }));
    const output = await project.refused("apply", "-auto-approve");
    expect(output).toContain("Error: There is nothing to pin");
    expect(output).toContain("could not be reached");
    expect((await project.terraform(["show"])).stdout).toMatch(/backup_id += "1"/);
  });

  it("pins a backup whose ID is given, and is destroyed", async () => {
    await project.synth(pinned({ week: "2" }, { backupId: "41" }));
    await project.ok("apply", "-auto-approve");
    expect(await project.output("id")).toBe("41");
    expect(await project.ok("destroy", "-auto-approve")).toContain("1 destroyed");
  });
});

describeWithTerraform("a restore point of a lookup made at synthesis", () => {
  it("keeps its backup, and moves when a keeper changes", async () => {
    const project = new RestoreProject();
    try {
      await project.start();
      const emulator = await startEmulator({ data: project.data, credentials: [keys] });
      const env = emulatorEnvironment(emulator.url, keys);
      const resolved = (week: string) => async (stack: TerraformStack) => {
        declare(stack, { week }, {}, { resolve: "synth" });
        await resolveBackups(stack, { maxRetries: 0, testing: { env } });
      };
      await project.synth(resolved("1"));
      await project.ok("init");
      await project.ok("apply", "-auto-approve");
      project.addBackup(2);
      await project.synth(resolved("1"));
      const plan = await project.ok("plan");
      expect(plan).toContain("No changes.");
      await project.synth(resolved("2"));
      await project.ok("apply", "-auto-approve");
      expect(await project.output("id")).toBe("2");
      await emulator.close();
      await project.synth(resolved("2"));
      expect(await project.ok("plan")).toContain("No changes.");
    } finally {
      await project.end();
    }
  });
});
