import { join } from "node:path";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { type BackupLookup, TencentCloudMysqlBackups, type TencentCloudMysqlBackupsProps } from "../../src";
import { describeWithTerraform } from "../helpers/terraform";
import { backupRow, orders } from "./restore-project";
import { type Project, Workspace } from "./workspace";

/** Another instance, whose newest backup is of the twelfth day. */
const reports = { instanceId: "cdb-reports1", region: "ap-guangzhou" };
type Options = Partial<TencentCloudMysqlBackupsProps>;

/** A selection that finds the backup of the fifth day, and one that finds none. */
const FIFTH = { startedBefore: "2026-11-06T00:00:00Z" };
const NONE = { startedBefore: "2020-01-01T00:00:00Z", required: false };

describeWithTerraform(
  "two stacks that are deployed one by one, a lookup narrowed by the other stack's,",
  () => {
    let workspace: Workspace;
    let [owner, reader] = [] as unknown as [Project, Project];
    beforeAll(async () => {
      const listing = "tencentcloud-mysql";
      workspace = await Workspace.create({
        data: {
          instances: [
            { listing, ...orders, backups: [1, 5, 9].map(backupRow) },
            { listing, ...reports, backups: [2, 12].map(backupRow) },
          ],
        },
      });
    });
    afterAll(() => workspace.close());

    /**
     * Writes both stacks anew. The reader's lookup may have no later backup than the owner's; without options for it
     * the stack does not refer to the other one.
     */
    function write(ofOwner: Options, ofReader: Options | null = {}): void {
      const app = new App({ outdir: join(workspace.home, "out") });
      const [first, second] = ["owner", "reader"].map((name) => {
        const stack = new TerraformStack(app, name);
        new LocalBackend(stack, { path: join(workspace.home, `${name}.tfstate`) });
        return stack;
      }) as [TerraformStack, TerraformStack];
      const lookup: BackupLookup = new TencentCloudMysqlBackups(first, "orders", { ...orders, ...ofOwner });
      new TerraformOutput(first, "total", { value: lookup.totalCount });
      const narrowed = new TencentCloudMysqlBackups(second, "reports", {
        ...reports,
        ...(ofReader && { startedBefore: lookup.latest.startedAt, ...ofReader }),
      });
      new TerraformOutput(second, "id", { value: narrowed.latestId });
      app.synth();
      // Writing keeps what terraform put there before.
      owner ??= workspace.project("out/stacks/owner");
      reader ??= workspace.project("out/stacks/reader");
    }

    /** Applies a stack anew, which is initialised where it was not. */
    async function apply(project: Project): Promise<void> {
      await project.succeed(["init"]);
      await project.succeed(["apply"]);
    }

    const readersId = async () => (await reader.outputs()).id;
    const IS_NULL = "started_before: was given and is null";

    it("names no backup while the other stack was not applied, and says what to do", async () => {
      // The other stack's state is there, and lacks what is referred to after it was applied.
      write(FIFTH, null);
      await apply(owner);
      write(FIFTH);
      await reader.succeed(["init"]);
      const plain = await reader.run(["apply"]);
      expect(plain.code).toBe(1);
      expect(plain.output).toMatch(
        /does not have an attribute named "cross-stack-output-\w+latest_started_at"/,
      );
      write({ ...FIFTH, required: false });
      const { code, output } = await reader.run(["apply"]);
      expect(code).toBe(1);
      expect(output).toContain(IS_NULL);
      expect(output).toContain("an output of another stack may be null or not applied yet");
      expect(await readersId()).toBeUndefined();
    });

    it("names the right one once the other was applied, and no option of the other changes that", async () => {
      write(FIFTH);
      await apply(owner);
      await apply(reader);
      expect(await readersId()).toBe("2");
      for (const options of [
        { required: false },
        { onUnavailable: "warn" },
        { history: 1, triggers: ["manual"] },
      ] as const) {
        write({ ...FIFTH, ...options });
        const { output } = await reader.succeed(["plan"]);
        expect(output).toContain("No changes.");
      }
    });

    it("names none where the other found nothing, and not the newest", async () => {
      write(NONE);
      await apply(owner);
      for (const command of ["plan", "apply", "destroy"]) {
        const { code, output } = await reader.run([command]);
        expect(code).toBe(1);
        expect(output).toContain(IS_NULL);
      }
      expect(await readersId()).toBe("2");
      await reader.succeed(["plan", "-destroy", "-refresh=false"]);
    });

    it("warns and gives null where its user accepts that there may be no backup", async () => {
      write(NONE, { onUnavailable: "warn" });
      const { output } = await reader.succeed(["apply"]);
      expect(output).toContain(`Warning: ${reports.instanceId}: invalid argument`);
      expect(output).toContain(IS_NULL);
      expect(await readersId()).toBeUndefined();
      await reader.succeed(["plan", "-destroy"]);
    });

    it("is not narrowed where its user says that the argument may be missing", async () => {
      write(NONE, { optional: ["startedBefore"] });
      await reader.succeed(["apply"]);
      expect(await readersId()).toBe("12");
    });
  },
);
