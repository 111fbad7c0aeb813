import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DataResource, Fn, TerraformOutput, type TerraformStack, Token } from "cdktf";
import { BackupsProvider, RestoreJob, RestorePoint, TencentCloudMysqlBackups } from "../../src";
import { describeWithTerraform } from "../helpers/terraform";
import { orders, RestoreProject } from "./restore-project";

/** What refers to a point: each kind of use has its own way to fail on a value that is null. */
const consumers: Readonly<Record<string, (stack: TerraformStack, point: RestorePoint) => void>> = {
  outputs: (stack, point) => {
    const { backup } = point;
    new TerraformOutput(stack, "id", { value: point.backupId });
    new TerraformOutput(stack, "text", { value: `restored from ${point.backupId} of ${backup.startedAt}` });
    new TerraformOutput(stack, "first", { value: Fn.element(backup.ids, 0) });
    new TerraformOutput(stack, "size", { value: backup.sizeBytes });
    new TerraformOutput(stack, "vendor", { value: backup.vendor.lookup("Type") });
  },
  "another resource": (stack, point) => {
    const name = `orders-${point.backupId}`;
    new DataResource(stack, "other", {
      input: Token.asAnyMap({ name, ids: Fn.join(",", point.backup.ids) }),
      triggersReplace: Token.asAnyMap({ id: point.backupId }),
    });
  },
  "a job": (stack, point) => {
    new RestoreJob(stack, "job", {
      point,
      command: 'echo "restore $BACKUP_ID" >> "$LOG"',
      destroyCommand: 'echo "remove $BACKUP_ID" >> "$LOG"',
    });
  },
};

/** All of them in one stack: Terraform names each that fails. */
function using(week: string) {
  return (stack: TerraformStack) => {
    // A cloud that is down is not asked again and again.
    new BackupsProvider(stack, "cloud", { maxRetries: 0 });
    const lookup = new TencentCloudMysqlBackups(stack, "orders", { ...orders, onUnavailable: "warn" });
    const point = new RestorePoint(stack, "point", { lookup, keepers: { week } });
    for (const use of Object.values(consumers)) use(stack, point);
  };
}

describeWithTerraform(
  "a destroy of what outputs, another resource and a job take from a restore point",
  () => {
    let project: RestoreProject;

    beforeAll(async () => {
      project = new RestoreProject();
      await project.start();
      await project.synth(using("1"));
      await project.ok("init");
      await project.ok("apply", "-auto-approve");
      copyFileSync(join(project.stackFolder, "terraform.tfstate"), join(project.folder, "pinned.tfstate"));
    });
    // Every test begins with backup 1 pinned.
    beforeEach(() => {
      // The job's own memory of what was removed would tell of it, and be right.
      rmSync(join(project.stackFolder, ".terraform/backups"), { recursive: true, force: true });
      copyFileSync(join(project.folder, "pinned.tfstate"), join(project.stackFolder, "terraform.tfstate"));
    });
    afterAll(() => project.end());

    async function destroy(): Promise<void> {
      const before = project.log.length;
      const output = await project.ok("destroy", "-auto-approve");
      expect(output).toContain("3 destroyed");
      expect(output).not.toContain("Error");
      expect((await project.terraform(["state", "list"])).stdout).not.toMatch(
        /terraform_data|backups_restore_point/,
      );
      expect(project.log.slice(before)).toEqual(["remove 1"]);
    }

    it("goes through while the API answers", async () => {
      await project.synth(using("1"));
      expect(await project.ok("plan")).toContain("No changes.");
      await destroy();
    });

    it("goes through while the API answers and a keeper was changed, which a plan shows", async () => {
      await project.synth(using("2"));
      expect(await project.ok("plan")).toMatch(/# backups_restore_point\.point will be updated in-place/);
      await destroy();
    });

    it("goes through while the listing is empty and a keeper was changed, which an apply refuses", async () => {
      await project.synth(using("2"));
      const rows = project.backups.splice(0);
      expect(await project.refused("apply", "-auto-approve")).toContain("There is nothing to pin");
      await destroy();
      project.backups.push(...rows);
    });

    describe("with the API down", () => {
      // The last ones: the cloud does not come back.
      beforeAll(() => project.takeApiDown());

      it("goes through; a plan and an apply say that nothing changes", async () => {
        await project.synth(using("1"));
        expect(await project.ok("plan")).toContain("No changes.");
        expect(await project.ok("apply", "-auto-approve")).toContain("0 added, 0 changed, 0 destroyed");
        await destroy();
      });

      it("goes through where a keeper was changed, although an apply refuses to pin nothing", async () => {
        await project.synth(using("2"));
        expect(await project.ok("plan")).toMatch(
          /the apply of this plan will fail[\s\S]*Plan: 0 to add, 1 to change, 0 to destroy|Plan: 0 to add, 1 to change, 0 to destroy[\s\S]*the apply of this plan will fail/,
        );
        expect(await project.refused("apply", "-auto-approve")).toContain("There is nothing to pin");
        expect((await project.terraform(["show"])).stdout).toMatch(/backup_id += "1"/);
        await destroy();
      });
    });
  },
);

describeWithTerraform("fields of a lookup that may find nothing", () => {
  it.each([undefined, true])(
    "are null while the API is down, so that neither a plan nor a destroy is blocked (required: %s)",
    async (required) => {
      const project = new RestoreProject();
      try {
        await project.start();
        await project.synth((stack) => {
          new BackupsProvider(stack, "cloud", { maxRetries: 0 });
          const { latest } = new TencentCloudMysqlBackups(stack, "orders", {
            ...orders,
            required,
            onUnavailable: "warn",
          });
          new DataResource(stack, "user", {
            input: Token.asAnyMap({ size: latest.sizeBytes, ids: latest.ids }),
          });
          new TerraformOutput(stack, "as-of", { value: latest.startedAt });
        });
        await project.ok("init");
        await project.ok("apply", "-auto-approve");
        expect(await project.output("as-of")).toBe("2026-10-31T18:00:00Z");
        await project.takeApiDown();
        expect(await project.ok("plan")).toMatch(/"2026-10-31T18:00:00Z" -> null/);
        expect(await project.ok("destroy", "-auto-approve")).toContain("1 destroyed");
      } finally {
        await project.end();
      }
    },
  );
});
