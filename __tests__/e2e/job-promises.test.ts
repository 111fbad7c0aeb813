import { once } from "node:events";
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describeWithTerraform, finished } from "../helpers/terraform";
import { type JobConfig, JobProject, SECRET, until } from "./job-project";
import { argumentsDuring, pluginsIn } from "./process-table";

describeWithTerraform("what a restore job promises", () => {
  const project = new JobProject();
  beforeAll(() => project.init());
  beforeEach(() => project.reset());

  it("removes the old target before it restores another backup, whatever depends on it", async () => {
    await project.ok({ cbd: true });
    expect(await project.ok({ cbd: true, id: "2" })).toContain("1 added, 1 changed, 1 destroyed");
    expect(project.log).toEqual(["restore 1", "remove 1", "restore 2"]);
    await project.ok({ cbd: true, id: "2", instance: "cdb-2" });
    expect(project.log.slice(3)).toEqual(["remove 2", "restore 2"]);
    expect(project.targets).toHaveLength(1);
  });

  it("leaves no job recorded that Terraform was killed in, and never runs two at once", async () => {
    const { child, end } = await project.held({}, "restore");
    process.kill(Number(child.pid), "SIGKILL");
    const again = project.apply();
    await end;
    await until("the first command is gone", () => project.commands().length === 0 || project.log.length > 1);
    project.unset("hold", "restore");
    expect((await again).code).toBe(0);
    expect(project.log).toEqual(["restore 1", "restore 1"]);
    expect(project.targets).toEqual([project.stored?.token]);
  });

  /** Kills Terraform after the command of an apply succeeded, and before it hears of that. */
  const lose = async (config: JobConfig): Promise<void> => {
    const { child, end } = await project.held(config, "restore");
    child.kill("SIGSTOP");
    project.unset("hold", "restore");
    await until("the restore is recorded", () => project.journal?.phase === "restored");
    child.kill("SIGKILL");
    await end;
    await until("the plugin is gone", () => pluginsIn(project.project).length === 0);
  };

  it("does not run again if Terraform was killed before it stored the new job, and runs if it is replaced later", async () => {
    await lose({});
    expect(project.stored).toBeUndefined();
    const output = await project.ok({ cbd: true });
    expect(output).toMatch(/restored backup 1 of cdb-1 at .*Terraform\s+ended\s+before\s+it\s+stored/);
    expect(output).toContain("apply -replace=ADDRESS");
    expect(project.log).toEqual(["restore 1"]);
    expect(project.stored).toMatchObject({ backup_id: "1", restored_at: project.journal?.restoredAt });
    expect(await project.plan()).toContain("No changes.");
    await project.ok(undefined, "-replace=backups_restore_job.job");
    expect(project.log).toEqual(["restore 1", "restore 1"]);
    await project.ok(null);
    expect(project.targets).toEqual([]);
  });

  it("runs again with other variables than those of a restore that was lost, and names that restore", async () => {
    await lose({ more: 'variables = { NAME = "one" }' });
    const output = await project.ok({ more: 'variables = { NAME = "two" }' });
    expect(output).toMatch(/earlier attempt to restore backup 1 of cdb-1 is not in the\s+state/);
    expect(project.log).toEqual(["restore 1", "restore 1"]);
  });

  it("refuses two jobs of one name before it runs anything, as a module or for_each makes them", async () => {
    const output = await project.refused({ more: 'for_each = toset(["a", "b"])' });
    expect(output).toMatch(
      /Error: app\/job: two jobs have this name[\s\S]*for example name = "clone-\$\{var/,
    );
    expect(project.log).toEqual([]);
    project.write({ more: 'for_each = toset(["a", "b"])', name: "app/${each.key}" });
    await project.ok();
    expect(project.log).toEqual(["restore 1", "restore 1"]);
    expect(project.targets).toHaveLength(2);
    await project.ok(null);
  });

  it("restores for the state of another backend, although the same was just restored for this one", async () => {
    const use = async (backend: string) => {
      project.write({});
      appendFileSync(
        join(project.project, "main.tf"),
        `terraform {\n  backend "local" {\n    path = "${backend}"\n  }\n}\n`,
      );
      expect((await project.terraform(["init", "-reconfigure"])).code).toBe(0);
    };
    await use("staging.tfstate");
    await project.ok();
    await use("production.tfstate");
    expect(await project.ok()).not.toContain("earlier run");
    expect(project.log).toEqual(["restore 1", "restore 1"]);
    await use("staging.tfstate");
    expect(await project.ok()).toContain("0 added, 0 changed, 0 destroyed");
    rmSync(join(project.project, ".terraform/terraform.tfstate"));
    project.write({});
    expect((await project.terraform(["init"])).code).toBe(0);
  });

  /** Applies by a plugin of its own, which Terraform shuts down. */
  const applyByProcess = async (config: JobConfig) => {
    project.write(config);
    return finished(project.start(["apply", "-auto-approve"]));
  };

  it("restores again for a job that another checkout has removed from the state", async () => {
    expect(await applyByProcess({})).toMatchObject({ code: 0 });
    rmSync(join(project.project, "terraform.tfstate"));
    const { code, output } = await applyByProcess({});
    expect({ code, log: project.log }).toEqual({ code: 0, log: ["restore 1", "restore 1"] });
    expect(output).not.toContain("earlier run");
  });

  it("does not run again if Terraform could not store the state", async () => {
    let isDown = true;
    let state = "";
    const backend = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        if (request.method === "POST" && isDown) return response.writeHead(403).end();
        if (request.method === "POST") state = Buffer.concat(parts).toString();
        response.writeHead(state === "" && request.method === "GET" ? 404 : 200).end(state);
      });
    });
    await once(backend.listen(0, "127.0.0.1"), "listening");
    const { port } = backend.address() as AddressInfo;
    const file = join(project.project, "backend.tf");
    writeFileSync(
      file,
      `terraform {\n  backend "http" {\n    address = "http://127.0.0.1:${port}"\n    retry_max = 0\n  }\n}\n`,
    );
    try {
      expect((await project.terraform(["init", "-reconfigure"])).code).toBe(0);
      const failed = await applyByProcess({});
      expect(failed.output).toContain("Failed to save state");
      isDown = false;
      const again = await applyByProcess({});
      expect(again).toMatchObject({ code: 0, output: expect.stringContaining("It did not run again.") });
      expect(project.log).toEqual(["restore 1"]);
      expect(JSON.parse(state).resources).toHaveLength(2);
    } finally {
      rmSync(file);
      backend.close();
      rmSync(join(project.project, ".terraform/terraform.tfstate"), { force: true });
      await project.terraform(["init"]);
    }
  });

  it.each([
    ["destroyed without a destroy command", null],
    [
      "forgotten",
      "removed {\n  from = backups_restore_job.job\n  lifecycle {\n    destroy = false\n  }\n}\n",
    ],
  ])("restores the same backup again for a job that was %s", async (_, removed) => {
    const write = () => {
      project.write({});
      const file = join(project.project, "main.tf");
      writeFileSync(file, readFileSync(file, "utf8").replace(/destroy_command = .*/, ""));
    };
    write();
    await project.ok();
    project.write(null);
    if (removed) appendFileSync(join(project.project, "main.tf"), removed);
    await project.ok();
    expect(project.stored).toBeUndefined();
    write();
    await project.ok();
    expect(project.log).toEqual(["restore 1", "restore 1"]);
  });

  it("ends the command with its plugin, and says that the run was lost", async () => {
    const { end } = await project.held({}, "restore");
    project.kill("plugin");
    expect((await end).code).toBe(1);
    await until("the command is gone", () => project.commands().length === 0);
    expect(project.stored).toBeUndefined();
  });

  it("continues after a kill between remove and restore, also if the ID was changed back meanwhile", async () => {
    await project.ok({});
    const { child, end } = await project.held({ id: "2" }, "restore");
    process.kill(Number(child.pid), "SIGKILL");
    await end;
    await until("the plugin is gone", () => pluginsIn(project.project).length === 0);
    project.unset("hold", "restore");
    expect(await project.plan({})).toMatch(/\+ backup_id += "1"/);
    await project.ok();
    expect(project.log).toEqual(["restore 1", "remove 1", "restore 2", "remove 2", "restore 1"]);
    expect(project.targets).toEqual([project.stored?.token]);
  });

  it("continues after a restore that failed, also if the ID was changed back meanwhile", async () => {
    await project.ok({});
    project.set("fail", "restore");
    const failure = await project.refused({ id: "2" });
    expect(failure).toMatch(/app\/job: The restore of backup 2 of cdb-1 failed with exit code 7/);
    expect(project.stored).toMatchObject({ backup_id: null, unfinished: "restore" });
    await project.refused();
    project.unset("fail", "restore");
    await project.ok({});
    expect(project.log).toEqual(["restore 1", "remove 1", "restore 2", "restore 2", "remove 2", "restore 1"]);
  });

  it("keeps what a failed removal left, and removes by the corrected command with the old variables", async () => {
    const more = 'variables = { NOTE = "first" }';
    await project.ok({ more });
    project.set("fail", "remove");
    expect(await project.refused({ id: "2", more })).toMatch(
      /The removal of backup 1 of cdb-1 failed with exit code 7/,
    );
    expect(project.stored).toMatchObject({ backup_id: "1", unfinished: null });
    expect(await project.plan({ more })).toContain("No changes.");
    const file = join(project.project, "main.tf");
    project.write({ id: "2", more: 'variables = { NOTE = "second" }' });
    const text = readFileSync(file, "utf8").replace(
      '"sh $VENDOR/run.sh remove"',
      '"rm -f $VENDOR/fail-remove; echo $NOTE >> $VENDOR/log; sh $VENDOR/run.sh remove"',
    );
    writeFileSync(file, text);
    await project.ok();
    expect(project.log).toEqual(["restore 1", "remove 1", "first", "remove 1", "restore 2"]);
  });

  it("removes what was restored if the block is deleted, and tries again if that fails", async () => {
    await project.ok({});
    project.set("fail", "remove");
    expect(await project.refused(null)).toContain("app/job: The removal of backup 1 of cdb-1 failed");
    project.unset("fail", "remove");
    await project.ok(null);
    expect(project.log).toEqual(["restore 1", "remove 1", "remove 1"]);
    expect(project.targets).toEqual([]);
  });

  it("refuses a rename without a moved block, and runs nothing with one", async () => {
    await project.ok({});
    const refusal = await project.refused({ block: "renamed", name: "app/renamed" });
    expect(refusal).toContain("renamed without a moved block");
    expect(refusal).toContain('job.moveFromId("backups_restore_job.OLD")');
    expect(await project.refused({ block: "renamed" })).toContain("renamed without a moved block");
    const moved = { block: "renamed", moved: ["backups_restore_job.job"] };
    expect(await project.ok(moved)).toContain("0 added, 0 changed, 0 destroyed");
    await project.ok({ ...moved, name: "app/renamed" });
    expect(project.log).toEqual(["restore 1"]);
    await project.ok(null);
    expect(project.log).toEqual(["restore 1", "remove 1"]);
    expect(project.targets).toEqual([]);
  });

  it("runs nothing if an ID was unknown and is the same again, and runs once if it is another one", async () => {
    await project.ok({ late: 1 });
    await project.ok({ late: 2 });
    expect(project.log).toEqual(["restore 1"]);
    await project.ok({ late: 3, id: "2" });
    expect(project.log).toEqual(["restore 1", "remove 1", "restore 2"]);
  });

  it.each(["-replace", "taint"])("removes first with %s", async (how) => {
    await project.ok({});
    if (how === "taint") await project.terraform(["taint", "backups_restore_job.job"]);
    await project.ok({}, ...(how === "taint" ? [] : ["-replace=backups_restore_job.job"]));
    expect(project.log).toEqual(["restore 1", "remove 1", "restore 1"]);
    expect(project.targets).toHaveLength(1);
  });

  it.each(["-replace", "taint"])(
    "never removes what %s restored, with create_before_destroy below",
    async (how) => {
      await project.ok({ cbd: true });
      if (how === "taint") await project.terraform(["taint", "backups_restore_job.job"]);
      const output = await project.ok(
        { cbd: true },
        ...(how === "taint" ? [] : ["-replace=backups_restore_job.job"]),
      );
      expect(output).toContain("app/job: the remove was skipped");
      expect(project.log).toEqual(["restore 1", "restore 1"]);
      expect(project.targets).toHaveLength(1);
      expect(await project.plan()).toContain("No changes.");
    },
  );

  it("ends the command if Terraform is interrupted, and runs it again on the next apply", async () => {
    await project.ok({});
    const { child, end } = await project.held({ id: "2" }, "restore");
    process.kill(-Number(child.pid), "SIGINT");
    const { code, output } = await end;
    expect(code).toBe(1);
    expect(output).toContain("was interrupted");
    expect(project.commands()).toEqual([]);
    expect(project.stored).toMatchObject({ backup_id: null, unfinished: "restore" });
    project.unset("hold", "restore");
    await project.ok();
    expect(project.log).toEqual(["restore 1", "remove 1", "restore 2", "restore 2"]);
  });

  it("ends the command at once if Terraform is interrupted twice, however long its grace is", async () => {
    const { child, end } = await project.held({ more: "grace = 500" }, "restore");
    process.kill(-Number(child.pid), "SIGINT");
    process.kill(-Number(child.pid), "SIGINT");
    expect((await end).code).toBe(1);
    await until("the command is gone", () => project.commands().length === 0);
    project.unset("hold", "restore");
    await project.ok();
    expect(project.targets).toHaveLength(1);
  });

  it("ends a command that takes too long, and says what its first run may have left", async () => {
    project.set("hold", "restore");
    const failure = await project.refused({ more: "timeout = 1" });
    expect(failure).toMatch(/took too long[\s\S]*Its time limit is 1 s/);
    expect(failure).toMatch(
      /Anything half-made is not in the state[\s\S]*by\s+[0-9a-f]{32}, its\s+BACKUP_TOKEN/,
    );
    project.unset("hold", "restore");
    // Another backup is wanted now: what the first run left is told of again, and nothing removes it.
    expect(await project.ok({ id: "2" })).toMatch(
      /earlier attempt to restore backup 1 of cdb-1 is not in the\s+state/,
    );
    expect(project.log).toEqual(["restore 1", "restore 2"]);
  });

  it("keeps a secret out of state, plan, log, output, errors and arguments", async () => {
    const log = join(project.folder, "trace");
    project.set("fail", "restore");
    project.write({});
    const seen: string[] = [];
    const run = async (...args: string[]) => {
      const env = { TF_LOG: "trace", TF_LOG_PATH: log, TF_LOG_PROVIDER: "trace" };
      const work = finished(project.start(args, env));
      seen.push(...(await argumentsDuring(work)));
      seen.push((await work).output);
    };
    await run("plan", "-out=plan");
    await run("show", "-json", "plan");
    await run("apply", "plan");
    project.unset("fail", "restore");
    await run("apply", "-auto-approve");
    const output = join(project.project, String(project.stored?.output_file));
    expect(readFileSync(output, "utf8")).toContain("the secret of restore is <***>");
    expect(seen.join("\n")).toContain("the secret of restore is <***>");
    if (process.platform !== "win32") expect(statSync(output).mode & 0o777).toBe(0o600);
    const files = ["terraform.tfstate", ".terraform/backups"].flatMap((name) => {
      const path = join(project.project, name);
      return statSync(path).isDirectory() ? readdirSync(path).map((file) => join(path, file)) : [path];
    });
    await run("destroy", "-auto-approve");
    const texts = [...files, log].map((file) => readFileSync(file, "utf8"));
    expect([...texts, ...seen].filter((text) => text.includes(SECRET))).toEqual([]);
  });

  it("validates, tells its schema, and is tested with mocks, all without running anything", async () => {
    project.write({});
    expect((await project.terraform(["validate"])).code).toBe(0);
    const { stdout } = await project.terraform(["providers", "schema", "-json"]);
    const [{ resource_schemas: schemas }] = Object.values(JSON.parse(stdout).provider_schemas) as [
      { resource_schemas: Record<string, { block: { attributes: Record<string, object> } }> },
    ];
    expect(schemas.backups_restore_job?.block.attributes.environment).toMatchObject({ write_only: true });
    const test = `mock_provider "backups" {}
run "restores" {
  assert {
    condition     = backups_restore_job.job.backup_id == "1"
    error_message = "the job follows the pin"
  }
}
`;
    writeFileSync(join(project.project, "job.tftest.hcl"), test);
    const { code, output } = await project.terraform(["test"]);
    expect(`${code}: ${output}`).toMatch(/^0: [\s\S]*1 passed, 0 failed/);
    expect(project.log).toEqual([]);
  });
});
