import { type TerraformStack, TerraformVariable } from "cdktf";
import { RestoreJob, type RestoreJobProps, RestorePoint } from "../../src";
import { type Block, newStack, ordersLookup, synthesised } from "./synthesised";

/** A `local-exec` of a job. */
interface Run extends Block {
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
}

function addJob(stack: TerraformStack, props: Partial<RestoreJobProps> = {}): RestoreJob {
  const point = new RestorePoint(stack, "point", { lookup: ordersLookup(stack) });
  return new RestoreJob(stack, "job", { point, command: "restore", ...props });
}

/** A job's resource and what it runs. */
function jobOf(stack: TerraformStack) {
  const resource = synthesised(stack).resource.null_resource?.job as Block & {
    triggers: Record<string, string>;
    provisioner: { "local-exec": Run }[];
    lifecycle: { ignore_changes: string[] };
  };
  return { ...resource, runs: resource.provisioner.map((provisioner) => provisioner["local-exec"]) };
}

/** The only `local-exec` of a job with such arguments. */
function runOf(props: Partial<RestoreJobProps>): Run {
  const stack = newStack();
  addJob(stack, props);
  const { runs } = jobOf(stack);
  expect(runs).toHaveLength(1);
  return runs[0] as Run;
}

describe("RestoreJob", () => {
  it("is replaced, and so runs again, when the pinned backup is another one and at no other time", () => {
    const stack = newStack();
    addJob(stack);
    const { triggers } = jobOf(stack);
    expect(triggers.BACKUP_ID).toBe("${backups_restore_point.point.backup_id}");
    const references = Object.values(triggers).flatMap((value) => value.match(/\w+\.point\.\w+/g) ?? []);
    expect(references).toHaveLength(Object.keys(triggers).length);
    expect(references.every((reference) => reference.startsWith("backups_restore_point.point."))).toBe(true);
  });

  it("is replaced for another ID or instance alone: the rest may be told otherwise of the same backup", () => {
    const stack = newStack();
    addJob(stack);
    const { triggers, lifecycle } = jobOf(stack);
    const { ignore_changes: ignored } = lifecycle;
    const heeded = Object.keys(triggers).filter((name) => !ignored.includes(`triggers["${name}"]`));
    expect(heeded.sort()).toEqual(["BACKUP_ID", "BACKUP_INSTANCE_ID"]);
  });

  it("gives the command the backup in its environment, empty text for what is not known, but never an empty ID", () => {
    const stack = newStack();
    addJob(stack);
    const { triggers, runs } = jobOf(stack);
    const names = Object.keys(triggers);
    expect(names.sort()).toEqual([
      "BACKUP_EXPIRES_AT",
      "BACKUP_FINISHED_AT",
      "BACKUP_ID",
      "BACKUP_IDS",
      "BACKUP_INSTANCE_ID",
      "BACKUP_METHOD",
      "BACKUP_REGION",
      "BACKUP_SIZE_BYTES",
      "BACKUP_STARTED_AT",
      "BACKUP_TYPE",
    ]);
    expect(runs[0]?.environment).toEqual(
      Object.fromEntries(names.map((name) => [name, `\${self.triggers.${name}}`])),
    );
    expect(triggers.BACKUP_EXPIRES_AT).toBe(
      '${try(coalesce(tostring(backups_restore_point.point.expires_at), ""), "")}',
    );
    expect(names.filter((name) => !triggers[name]?.includes("try("))).toEqual(["BACKUP_ID"]);
  });

  it("hands the command to the interpreter as it is written", () => {
    const { command } = runOf({ command: 'clone "${BACKUP_ID}" --when %{now} $HOME' });
    expect(command).toBe('clone "$${BACKUP_ID}" --when %%{now} $HOME');
  });

  it("takes an interpreter and a working directory, and leaves both to Terraform where they are not given", () => {
    const run = runOf({ interpreter: ["bash", "-euc"], workingDirectory: "/srv/restore" });
    expect(run).toMatchObject({ interpreter: ["bash", "-euc"], working_dir: "/srv/restore" });
    expect(runOf({})).not.toHaveProperty("interpreter");
    expect(runOf({})).not.toHaveProperty("working_dir");
  });

  it("adds the user's variables, references among them, and refuses one that the backup sets", () => {
    const stack = newStack();
    const target = new TerraformVariable(stack, "target", { type: "string" });
    expect(() => addJob(newStack(), { environment: { BACKUP_ID: "another" } })).toThrow(
      "[stack/job] environment: BACKUP_ID is what the pinned backup sets; use another name",
    );
    addJob(stack, { environment: { TARGET: target.stringValue } });
    expect(jobOf(stack).runs[0]?.environment).toMatchObject({
      TARGET: "${var.target}",
      BACKUP_ID: "${self.triggers.BACKUP_ID}",
    });
  });

  it("gives a destroy command nothing but the job's own values, as Terraform demands", () => {
    const stack = newStack();
    const target = new TerraformVariable(stack, "target", { type: "string" });
    addJob(stack, { environment: { TARGET: target.stringValue }, destroyCommand: "drop ${BACKUP_ID}" });
    const { runs } = jobOf(stack);
    expect(runs).toHaveLength(2);
    expect(runs[1]).toMatchObject({ when: "destroy", command: "drop $${BACKUP_ID}" });
    const references = JSON.stringify(runs[1]).match(/(?<!\$)\$\{[^}]*\}/g) ?? [];
    expect(references).toHaveLength(10);
    expect(references.every((reference) => reference.startsWith("${self.triggers."))).toBe(true);
  });

  it("waits for what it depends on, and others can wait for it", () => {
    const stack = newStack();
    const point = new RestorePoint(stack, "point", { lookup: ordersLookup(stack) });
    const first = new RestoreJob(stack, "first", { point, command: "one" });
    new RestoreJob(stack, "second", { point, command: "two", dependsOn: [first.done] });
    expect(synthesised(stack).resource.null_resource?.second?.depends_on).toEqual(["null_resource.first"]);
  });

  it.each([
    ["command", { command: "" }],
    ["command", { command: " \n" }],
    ["destroyCommand", { destroyCommand: "" }],
  ])("refuses an empty %s (%j)", (name, props) => {
    expect(() => addJob(newStack(), props)).toThrow(`[stack/job] ${name}: got "", expected a command`);
  });

  it.each(["command", "destroyCommand"])("refuses a reference in %s and says where it belongs", (name) => {
    const stack = newStack();
    const target = new TerraformVariable(stack, "target", { type: "string" });
    expect(() => addJob(stack, { [name]: `clone ${target.stringValue}` })).toThrow(
      `[stack/job] ${name}: holds a reference that Terraform would write into the command line; give the value in environment`,
    );
  });
});
