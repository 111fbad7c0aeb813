import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { DataResource, TerraformOutput, type TerraformStack, Token } from "cdktf";
import {
  AliCloudRedisBackups,
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

/** A stack with one pin, whose ID is the output `id`. */
function pinned(keepers: Record<string, string>, more: Partial<RestorePointProps> = {}) {
  return (stack: TerraformStack) => declare(stack, keepers, more);
}

function declare(
  stack: TerraformStack,
  keepers: Record<string, string>,
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

  it("keeps its backup when a newer one appears: no change, and a warning that names both", async () => {
    project.addBackup(2);
    const { code, output } = await project.terraform(["plan", "-detailed-exitcode"]);
    expect(`${code}: ${output}`).toMatch(/^0: /);
    expect(output).toContain("No changes.");
    expect(output).toMatch(/Warning: Check block assertion failed/);
    expect(output).toContain(
      "restore/point keeps backup 1 of 2026-10-31T18:00:00Z; a newer one exists: 2 of 2026-11-01T18:00:00Z.",
    );
    await project.ok("apply", "-auto-approve");
    expect(await project.output("id")).toBe("1");
  });

  it("says nothing of newer backups where newerWarning is off", async () => {
    await project.synth(pinned({ week: "1" }, { newerWarning: false }));
    project.addBackup(2);
    const output = await project.ok("plan");
    expect(output).toContain("No changes.");
    expect(output).not.toContain("Warning");
  });

  it("pins the newest backup when a keeper changes; the plan shows both IDs, and a saved plan keeps its own", async () => {
    project.addBackup(2);
    await project.synth(pinned({ week: "2" }));
    const plan = await project.ok("plan", "-out=plan");
    expect(plan).toMatch(/# terraform_data\.point must be replaced/);
    expect(plan).toMatch(/~ id += "1" -> "2"/);
    expect(plan).toMatch(/~ week += "1" -> "2"/);
    // A third backup comes between the plan and its apply.
    project.addBackup(3);
    await project.ok("apply", "plan");
    expect(await project.output("id")).toBe("2");
    expect(await project.output("taken")).toBe("2026-11-01T18:00:00Z");
  });

  it.each<[string, () => unknown]>([
    ["the listing is empty", () => project.backups.splice(0)],
    ["the instance is deleted", () => project.data.instances.splice(0)],
  ])("keeps its backup while %s: apply and destroy go through", async (_, happen) => {
    happen();
    const said = await project.ok("apply", "-auto-approve");
    expect(said).toContain("No changes.");
    expect(said).toMatch(/Warning: [\w-]+: (?:no eligible backup|instance not found)\n/);
    expect(await project.output("id")).toBe("1");
    expect(await project.ok("destroy", "-auto-approve")).toContain("1 destroyed");
  });

  it("cannot be created with nothing to pin, and says why", async () => {
    await project.ok("destroy", "-auto-approve");
    project.backups.splice(0);
    const output = await project.refused("apply", "-auto-approve");
    expect(output).toContain("There is nothing to pin at restore/point");
    expect(output).toContain("no eligible backup");
    expect((await project.terraform(["state", "list"])).stdout).not.toContain("terraform_data");
  });

  it("keeps its backup in a run that puts the lookup off until the apply", async () => {
    const after = (release: string) => (stack: TerraformStack) => {
      const other = new DataResource(stack, "other", { input: Token.asAnyMap({ release }) });
      declare(stack, { week: "1" }, {}, { dependsOn: [other] });
    };
    project.addBackup(2);
    await project.synth(after("2"));
    const said = await project.ok("apply", "-auto-approve");
    expect(said).toMatch(/will be read during apply[\s\S]*Plan: 1 to add, 0 to change, 0 to destroy/);
    expect(said).toContain("a newer one exists: 2");
    expect(await project.output("id")).toBe("1");
  });

  it("pins anew by -replace, once the user asks for it", async () => {
    project.addBackup(2);
    await project.ok("apply", "-auto-approve", "-replace=terraform_data.point");
    expect(await project.output("id")).toBe("2");
    expect(await project.ok("plan")).toContain("No changes.");
  });

  it("keeps its backup when it is moved in the state, as when a construct gets another id", async () => {
    project.addBackup(2);
    await project.synth((stack) => {
      const lookup = new TencentCloudMysqlBackups(stack, "orders", orders);
      const point = new RestorePoint(stack, "drill", { lookup, keepers: { week: "1" } });
      new TerraformOutput(stack, "id", { value: point.backupId });
    });
    await project.ok("state", "mv", "terraform_data.point", "terraform_data.drill");
    await project.ok("apply", "-auto-approve");
    expect(await project.output("id")).toBe("1");
  });

  it("gets no backup by an import: it is pinned anew, and backupId pins the wanted backup instead", async () => {
    project.addBackup(2);
    await project.ok("state", "rm", "terraform_data.point");
    await project.ok("import", "terraform_data.point", "1");
    expect(await project.ok("plan")).toContain("terraform_data.point must be replaced");
    await project.synth(pinned({ week: "1" }, { backupId: "1" }));
    await project.ok("apply", "-auto-approve");
    expect(await project.output("id")).toBe("1");
    expect(await project.output("taken")).toBe("2026-10-31T18:00:00Z");
    expect(await project.ok("plan")).toContain("No changes.");
  });

  it("moves to a backup that is not listed when told its ID, and back to the newest when that is taken away", async () => {
    await project.synth(pinned({ week: "1" }, { backupId: "9007199254740993" }));
    expect(await project.ok("apply", "-auto-approve")).toMatch(/~ id += "1" -> "9007199254740993"/);
    expect(await project.output("id")).toBe("9007199254740993");
    await project.synth(pinned({ week: "1" }));
    await project.ok("apply", "-auto-approve");
    expect(await project.output("id")).toBe("1");
  });

  it("warns once the pinned backup has expired, and changes nothing", async () => {
    const instance = { instanceId: "r-catalogue", region: "cn-hangzhou" };
    const row = {
      BackupId: 5,
      BackupStatus: "Success",
      BackupType: "FullBackup",
      BackupMode: "Automated",
      BackupMethod: "Physical",
      BackupSize: 1,
      BackupStartTime: "2026-01-01T00:00:00Z",
      BackupEndTime: "2026-01-01T00:10:00Z",
      ExpectExpireTime: "2026-01-08T00:10:00Z",
      NodeInstanceId: instance.instanceId,
    };
    project.data.instances.push({ listing: "alicloud-redis", ...instance, backups: [row] });
    await project.synth((stack) => {
      const lookup = new AliCloudRedisBackups(stack, "catalogue", {
        ...instance,
        statuses: ["succeeded", "expired"],
      });
      const point = new RestorePoint(stack, "point", { lookup, keepers: { week: "2" } });
      new TerraformOutput(stack, "id", { value: point.backupId });
    });
    await project.ok("apply", "-auto-approve");
    const output = await project.ok("plan");
    expect(output).toContain("No changes.");
    expect(output).toContain(
      "restore/point keeps backup 5, which expired at 2026-01-08T00:10:00Z: it cannot be restored any more.",
    );
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
    expect(output).toMatch(/Warning: [\w-]+: listing backups failed\n[\s\S]*could not be asked/);
  });

  it("refuses a changed keeper and keeps the pin in the state", async () => {
    await project.synth(pinned({ week: "2" }));
    const output = await project.refused("apply", "-auto-approve");
    expect(output).toContain("There is nothing to pin at restore/point");
    expect(output).toContain("could not be asked");
    expect((await project.terraform(["show"])).stdout).toMatch(/input += \{[\s\S]*id += "1"/);
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
      const env = emulatorEnvironment(emulator.url, keys.accessKey, keys.secretKey);
      const resolved = (week: string) => async (stack: TerraformStack) => {
        declare(stack, { week }, {}, { resolve: "synth" });
        await resolveBackups(stack, { env, maxRetries: 0 });
      };
      await project.synth(resolved("1"));
      await project.ok("init");
      await project.ok("apply", "-auto-approve");
      project.addBackup(2);
      await project.synth(resolved("1"));
      const plan = await project.ok("plan");
      expect(plan).toContain("No changes.");
      expect(plan).toContain("a newer one exists: 2");
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
