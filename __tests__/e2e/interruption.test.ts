import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { describeWithTerraform, finished } from "../helpers/terraform";
import { pluginsIn } from "./process-table";
import { data, type Project, Workspace } from "./workspace";

/** Longer than the tests' own time: what ends sooner did not wait for it. */
const SLOW_MS = 600_000;

/** Waits until something holds that takes a second or two, and more on a loaded machine. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !holds(); await sleep(20)) {
    if (Date.now() > end) throw new Error(`not after a minute: ${what}`);
  }
}

describeWithTerraform("a plan in the middle of a slow read", () => {
  let workspace: Workspace;
  let project: Project;
  beforeAll(async () => {
    workspace = await Workspace.create();
    project = workspace.projectOfProcesses();
    project.write(
      // Nor does the lookup's own time end it.
      `provider "backups" {\n  timeout = ${SLOW_MS / 1000}\n  max_retries = 10\n}\n` +
        data("tencentcloud_redis", "it", { instance_id: '"crs-5a4py64p"', region: '"ap-guangzhou"' }),
    );
    await project.init();
  });
  afterAll(() => workspace.close());

  /** Starts a plan and waits until it reads. */
  async function slowPlan(): Promise<ChildProcess> {
    workspace.emulator.requests.length = 0;
    workspace.emulator.faults.splice(0, 9, { kind: "slow", delayMs: SLOW_MS });
    const child = project.start(["plan"]);
    await until("a request", () => workspace.emulator.requests.length > 0);
    return child;
  }

  it.each(["SIGINT", "SIGTERM"] as const)("ends promptly, with a plain message, on %s", async (signal) => {
    const child = await slowPlan();
    const end = finished(child);
    // Ctrl-C reaches the whole process group; other signals terraform alone.
    process.kill(signal === "SIGINT" ? -Number(child.pid) : Number(child.pid), signal);
    const { code, output } = await end;
    expect(code).toBe(1);
    expect(output).toContain("Error: Interrupted");
    expect(pluginsIn(project.directory)).toEqual([]);
  });

  it("leaves no process behind when terraform is killed", async () => {
    const child = await slowPlan();
    if (process.platform === "linux") expect(pluginsIn(project.directory)).not.toEqual([]);
    const end = finished(child);
    process.kill(Number(child.pid), "SIGKILL");
    await until("the plugin is gone", () => pluginsIn(project.directory).length === 0);
    expect((await end).code).toBeNull();
  });
});
