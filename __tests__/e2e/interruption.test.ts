import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { describeWithTerraform, finished } from "../helpers/terraform";
import { pluginsIn } from "./process-table";
import { data, type Project, Workspace } from "./workspace";

const SLOW_MS = 30_000;

/** Waits until something holds; fails after `limitMs`. */
async function until(what: string, holds: () => boolean, limitMs: number): Promise<void> {
  for (const end = Date.now() + limitMs; !holds(); await sleep(20)) {
    if (Date.now() > end) throw new Error(`not after ${limitMs} ms: ${what}`);
  }
}

describeWithTerraform("a plan in the middle of a slow read", () => {
  let workspace: Workspace;
  let project: Project;
  beforeAll(async () => {
    workspace = await Workspace.create();
    project = workspace.project();
    project.write(
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
    await until("a request", () => workspace.emulator.requests.length > 0, 15_000);
    return child;
  }

  it.each(["SIGINT", "SIGTERM"] as const)("ends promptly, with a plain message, on %s", async (signal) => {
    const child = await slowPlan();
    const end = finished(child);
    const started = performance.now();
    // Ctrl-C reaches the whole process group; other signals terraform alone.
    process.kill(signal === "SIGINT" ? -Number(child.pid) : Number(child.pid), signal);
    const { code, output } = await end;
    // A second is what is wanted; the rest is for a loaded machine. The read itself would take thirty.
    expect(performance.now() - started).toBeLessThan(2000);
    expect(code).toBe(1);
    expect(output).toContain("Error: Interrupted");
    expect(pluginsIn(project.directory)).toEqual([]);
  });

  it("leaves no process behind when terraform is killed", async () => {
    const child = await slowPlan();
    if (process.platform === "linux") expect(pluginsIn(project.directory)).not.toEqual([]);
    const end = finished(child);
    process.kill(Number(child.pid), "SIGKILL");
    await until("the plugin is gone", () => pluginsIn(project.directory).length === 0, 2000);
    expect((await end).code).toBeNull();
  });
});
