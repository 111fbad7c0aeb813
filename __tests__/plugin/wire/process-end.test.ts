import { type ChildProcess, execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { installPlugin } from "../../../src/delivery/install";
import { REQUIRED_PROVIDERS } from "../../helpers/required-providers";
import { describeWithTerraform, finished, Terraform, temporaryDirectory } from "../../helpers/terraform";
import { buildTestPackage, linkPackage } from "./fixtures/test-package";

/** What the plugin promises is two seconds; the rest is for a loaded machine. */
const GONE_WITHIN_MS = 60_000;

// The read lasts longer than the tests' own time, so what ends did not wait for it.
describeWithTerraform("the end of a terraform during a read of ten minutes", () => {
  const home = temporaryDirectory();
  // Node.js before 20.11.1 opens files by io_uring, which blocks no thread.
  const terraform = new Terraform(home, { UV_USE_IO_URING: "0" });
  const project = join(home, "project");
  const marker = join(home, "reading");

  beforeAll(async () => {
    mkdirSync(project);
    linkPackage(project, buildTestPackage(join(home, "package")));
    installPlugin(project);
    execFileSync("mkfifo", [join(home, "pipe")]);
    configure("hang");
    expect(await terraform.run(project, ["init"])).toMatchObject({ code: 0 });
  });
  afterEach(() => rmSync(marker, { force: true }));

  function configure(behaviour: string): void {
    const data = `data "backups_echo" "it" {\ntext = "a"\nbehaviour = "${behaviour}"\nmarker = "${marker}"\n}\n`;
    writeFileSync(join(project, "main.tf"), REQUIRED_PROVIDERS + data);
  }

  /** Waits until a run's read has begun, and gives the plugin's process ID. */
  async function reading(run: ChildProcess): Promise<number> {
    while (!existsSync(marker) || readFileSync(marker, "utf8") === "") {
      if (run.exitCode !== null) throw new Error("terraform ended before the read began");
      await sleep(20);
    }
    return Number(readFileSync(marker, "utf8"));
  }

  function isAlive(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  async function gone(plugin: number): Promise<void> {
    const limit = Date.now() + GONE_WITHIN_MS;
    while (isAlive(plugin) && Date.now() < limit) await sleep(20);
    expect(isAlive(plugin)).toBe(false);
    expect(readdirSync(join(home, "tmp"))).toEqual([]);
  }

  it.each(["hang", "hang-in-thread"])(
    "leaves no process and no file when terraform is killed (%s)",
    async (behaviour) => {
      configure(behaviour);
      const run = terraform.start(project, ["plan", "-lock=false"]);
      const plugin = await reading(run);
      const exited = once(run, "exit");
      run.kill("SIGKILL");
      await exited;
      await gone(plugin);
    },
  );

  it("leaves no file when the plugin is killed", async () => {
    configure("hang");
    const run = terraform.start(project, ["plan", "-lock=false"]);
    const result = finished(run);
    const plugin = await reading(run);
    process.kill(plugin, "SIGKILL");
    expect((await result).code).toBe(1);
    await gone(plugin);
  });

  it.each(["hang", "hang-deaf", "hang-in-thread"])(
    "comes soon when the user interrupts a read (%s), and says so",
    async (behaviour) => {
      configure(behaviour);
      const run = terraform.start(project, ["plan", "-lock=false"]);
      const result = finished(run);
      const plugin = await reading(run);
      // Ctrl-C reaches the whole group, so the plugin gets the signal too.
      process.kill(-(run.pid ?? Number.NaN), "SIGINT");
      const { code, output } = await result;
      expect(code).toBe(1);
      expect(output).toContain("Error: Interrupted");
      await gone(plugin);
    },
  );
});
