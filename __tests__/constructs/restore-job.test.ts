import { TerraformOutput, type TerraformStack, TerraformVariable } from "cdktf";
import { type LookupMaker, RestoreJob, type RestoreJobProps, RestorePoint, resolveBackups } from "../../src";
import { backupOf } from "../helpers/backups";
import { type Block, newStack, ordersLookup, synthesised } from "./synthesised";

function addJob(stack: TerraformStack, props: Partial<RestoreJobProps> = {}): RestoreJob {
  const point = new RestorePoint(stack, "point", { lookup: ordersLookup(stack) });
  return new RestoreJob(stack, "job", { point, command: "restore", ...props });
}

/** The resource of a job with such arguments. */
function jobOf(props: Partial<RestoreJobProps> = {}): Block & { variables: Record<string, string> } {
  const stack = newStack();
  addJob(stack, props);
  return synthesised(stack).resource.backups_restore_job?.job as Block & {
    variables: Record<string, string>;
  };
}

describe("RestoreJob", () => {
  it("runs for the pinned backup, and has its path as name", () => {
    expect(jobOf()).toMatchObject({
      name: "stack/job",
      backup_id: "${backups_restore_point.point.backup_id}",
      command: "restore",
    });
    expect(jobOf({ name: "orders" })).toMatchObject({ name: "orders" });
  });

  it("has the value of a reference in its name, or the jobs of all values would have the same token", () => {
    const stack = newStack();
    const { stringValue } = new TerraformVariable(stack, "region", { type: "string" });
    addJob(stack, { name: `orders-${stringValue}` });
    expect(synthesised(stack).resource.backups_restore_job?.job).toMatchObject({
      name: "orders-${var.region}",
    });
  });

  it("refuses a name that another job of the stack has, because one restore would count for both", () => {
    const stack = newStack();
    const point = new RestorePoint(stack, "point", { lookup: ordersLookup(stack) });
    new RestoreJob(stack, "qa", { point, command: "restore qa", name: "clone" });
    const again = () =>
      new RestoreJob(stack, "staging", { point, command: "restore staging", name: "clone" });
    expect(again).toThrow('[stack/staging] name: stack/qa has the name "clone", too; give each job its own');
    new RestoreJob(stack, "staging", { point, command: "restore staging" });
  });

  it("needs no other provider", () => {
    const stack = newStack();
    addJob(stack);
    expect(Object.keys(synthesised(stack).terraform?.required_providers ?? {})).toEqual(["backups"]);
  });

  it("gives the commands the backup in their environment, empty text for what is not known", () => {
    const { variables } = jobOf();
    expect(Object.keys(variables).sort()).toEqual([
      "BACKUP_CONSISTENT_FROM",
      "BACKUP_CONSISTENT_TO",
      "BACKUP_EXPIRES_AT",
      "BACKUP_FINISHED_AT",
      "BACKUP_IDS",
      "BACKUP_METHOD",
      "BACKUP_REGION",
      "BACKUP_SIZE_BYTES",
      "BACKUP_STARTED_AT",
      "BACKUP_TYPE",
    ]);
    expect(variables.BACKUP_EXPIRES_AT).toBe(
      '${try(coalesce(tostring(backups_restore_point.point.expires_at), ""), "")}',
    );
  });

  it("hands the commands to the interpreter as they are written", () => {
    const job = jobOf({
      command: 'clone "${BACKUP_ID}" --when %{now} $HOME',
      destroyCommand: "drop ${BACKUP_ID}",
    });
    expect(job).toMatchObject({
      command: 'clone "$${BACKUP_ID}" --when %%{now} $HOME',
      destroy_command: "drop $${BACKUP_ID}",
    });
  });

  it("writes only the given arguments", () => {
    expect(
      jobOf({
        interpreter: ["bash", "-euc"],
        workingDirectory: "/srv/restore",
        passEnvironment: ["TOKEN"],
        timeout: 60,
        grace: 5,
        outputFile: "job.log",
      }),
    ).toMatchObject({
      interpreter: ["bash", "-euc"],
      working_directory: "/srv/restore",
      pass_environment: ["TOKEN"],
      timeout: 60,
      grace: 5,
      output_file: "job.log",
    });
    expect(Object.keys(jobOf()).sort()).toEqual(["backup_id", "command", "instance_id", "name", "variables"]);
  });

  it.each(["variables", "environment"] as const)(
    "adds the user's %s, also references, and rejects one that the job sets",
    (argument) => {
      const stack = newStack();
      const target = new TerraformVariable(stack, "target", { type: "string" });
      for (const taken of ["BACKUP_ID", "BACKUP_REGION", "BACKUP_TOKEN"]) {
        expect(() => addJob(newStack(), { [argument]: { [taken]: "another" } })).toThrow(
          `[stack/job] ${argument}: the job itself sets ${taken}; use another name`,
        );
      }
      addJob(stack, { [argument]: { TARGET: target.stringValue } });
      expect(synthesised(stack).resource.backups_restore_job?.job?.[argument]).toMatchObject({
        TARGET: "${var.target}",
      });
    },
  );

  it("waits for its dependencies, and others can wait for it, follow it, or not follow it", () => {
    const stack = newStack();
    const point = new RestorePoint(stack, "point", { lookup: ordersLookup(stack) });
    const first = new RestoreJob(stack, "first", { point, command: "one" });
    new RestoreJob(stack, "second", { point, command: "two", dependsOn: [first.done] });
    expect(synthesised(stack).resource.backups_restore_job?.second?.depends_on).toEqual([
      "backups_restore_job.first",
    ]);
    new TerraformOutput(stack, "id", { value: first.id });
    new TerraformOutput(stack, "backup", { value: first.backupId });
    expect(synthesised(stack).output).toEqual({
      id: { value: "${backups_restore_job.first.id}" },
      backup: { value: "${backups_restore_job.first.backup_id}" },
    });
  });

  it("takes over an older null_resource, also under a former name, and given addresses", () => {
    const movesOf = (change: (job: RestoreJob) => void) => {
      const stack = newStack();
      change(addJob(stack));
      return (synthesised(stack).moved ?? []).filter(({ to }) => to?.startsWith("backups_restore_job"));
    };
    const to = "backups_restore_job.job";
    expect(movesOf(() => {})).toEqual([{ from: "null_resource.job", to }]);
    expect(movesOf((job) => job.moveFromId("null_resource.clone"))).toEqual([
      { from: "null_resource.clone", to },
    ]);
    expect(movesOf((job) => job.moveFromId("backups_restore_job.clone"))).toEqual([
      { from: "null_resource.clone", to: "backups_restore_job.clone" },
      { from: "backups_restore_job.clone", to },
    ]);
  });

  it.each([
    ["command", { command: "" }],
    ["command", { command: " \n" }],
    ["destroyCommand", { destroyCommand: "" }],
  ])("refuses an empty %s (%j)", (name, props) => {
    expect(() => addJob(newStack(), props)).toThrow(
      new RegExp(`^\\[stack/job\\] ${name}: got "[ \\\\n]*", expected a command$`),
    );
  });

  it("names all wrong arguments in one error, as a point does", () => {
    const wrong = { command: "", destroyCommand: " ", variables: { BACKUP_ID: "1" } };
    expect(() => addJob(newStack(), wrong)).toThrow(
      /^\[stack\/job\] command: .*\ndestroyCommand: .*\nvariables: the job itself sets BACKUP_ID; use another name$/,
    );
    const stack = newStack();
    const keepers = { week: undefined as never };
    expect(
      () => new RestorePoint(stack, "point", { lookup: ordersLookup(stack), backupId: "1, 2", keepers }),
    ).toThrow(/^\[stack\/point\] backupId: .*\nkeepers\.week: /);
  });

  it.each(["command", "destroyCommand"])("rejects a reference in %s and says where it belongs", (name) => {
    const stack = newStack();
    const target = new TerraformVariable(stack, "target", { type: "string" });
    expect(() => addJob(stack, { [name]: `clone ${target.stringValue}` })).toThrow(
      `[stack/job] ${name}: contains a reference, which Terraform would write into the command line; give the value in variables`,
    );
  });
});

/** A stack whose lookup is made at synthesis, so that there may be no provider. */
async function provisionedJob(props: Partial<RestoreJobProps> = {}) {
  const stack = newStack();
  const point = new RestorePoint(stack, "point", { lookup: ordersLookup(stack, { resolve: "synth" }) });
  const job = new RestoreJob(stack, "job", { point, command: "restore ${BACKUP_ID}", ...props });
  const latest = backupOf({ id: "7" });
  const client: LookupMaker = {
    lookup: async () => ({
      latestId: "7",
      latest,
      backups: [latest],
      totalCount: 1,
      eligibleCount: 1,
      warnings: [],
    }),
  };
  await resolveBackups(stack, { client });
  return { stack, job };
}

describe("RestoreJob of a lookup at synthesis", () => {
  it("has provisioners of Terraform's own resource, which refer only to it", async () => {
    const { stack, job } = await provisionedJob({
      destroyCommand: "drop",
      variables: { NAME: "clone" },
      environment: { KEY: "k" },
    });
    new TerraformOutput(stack, "backup", { value: job.backupId });
    const { resource, terraform, output } = synthesised(stack);
    expect(output?.backup?.value).toBe('${terraform_data.job.triggers_replace["BACKUP_ID"]}');
    expect(terraform?.required_providers).toBeUndefined();
    const made: unknown = resource.terraform_data?.job;
    const { provisioner, lifecycle } = made as {
      provisioner: { "local-exec": Block & { environment: Record<string, string> } }[];
      lifecycle: { ignore_changes: string[] };
    };
    const [run, drop] = provisioner.map((each) => each["local-exec"]);
    expect(run).toMatchObject({ command: "restore $${BACKUP_ID}" });
    expect(drop).toMatchObject({ when: "destroy", command: "drop" });
    expect(run?.environment.KEY).toBe("k");
    const read = Object.entries(drop?.environment ?? {});
    expect(read.map(([name]) => name)).toEqual(expect.arrayContaining(["BACKUP_ID", "BACKUP_TOKEN", "NAME"]));
    for (const [name, value] of read) expect(value).toBe(`\${lookup(self.triggers_replace, "${name}", "")}`);
    // Another ID or instance runs it anew, and nothing else does.
    const ignored = lifecycle.ignore_changes.map((path) => /"(.*)"/.exec(path)?.[1]);
    const heeded = read.map(([name]) => name).filter((name) => !ignored.includes(name));
    expect(heeded.sort()).toEqual(["BACKUP_ID", "BACKUP_INSTANCE_ID"]);
  });

  it.each([
    ["timeout", { timeout: 1 }],
    ["grace", { grace: 1 }],
    ["outputFile", { outputFile: "x" }],
    ["passEnvironment", { passEnvironment: ["X"] }],
  ])("refuses %s, which needs the provider", async (name, props) => {
    await expect(provisionedJob(props)).rejects.toThrow(`[stack/job] ${name}: needs the provider`);
  });
});
