import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pluginsIn } from "../e2e/process-table";
import { data, type Project, Workspace } from "../e2e/workspace";
import { recordLongRun, rounds } from "../helpers/long-run";
import { Random } from "../helpers/random";
import { describeWithTerraform, finished } from "../helpers/terraform";

const LOOKUPS = 12;
/** How many rounds go on at a time, each in a project of its own. */
const AT_ONCE = 4;
/** For a plugin to notice that its Terraform is gone; the promise is two seconds, the rest is for a loaded machine. */
const GONE_WITHIN_MS = 30_000;

const KINDS = [
  "terraform killed",
  "plugin killed",
  "interrupted",
  "interrupted twice",
  "terminated",
  "hung up",
  "plugin stopped for a while",
  "terraform stopped for a while",
] as const;
type Kind = (typeof KINDS)[number];

/** Signals a process, which may be gone already. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function strike(kind: Kind, terraform: number, project: Project, pauseMs: number): Promise<void> {
  const plugins = pluginsIn(project.directory).map(({ pid }) => pid);
  // Below its group only: a terminal's Ctrl-C and its closing reach all of it.
  const group = -terraform;
  if (kind === "terraform killed") return signal(terraform, "SIGKILL");
  if (kind === "plugin killed") return plugins.forEach((pid) => void signal(pid, "SIGKILL"));
  if (kind === "terminated") return signal(terraform, "SIGTERM");
  if (kind === "hung up") return signal(group, "SIGHUP");
  if (kind.startsWith("interrupted")) {
    signal(group, "SIGINT");
    if (kind === "interrupted") return;
    await sleep(pauseMs);
    return signal(group, "SIGINT");
  }
  const stopped = kind === "plugin stopped for a while" ? plugins : [terraform];
  for (const pid of stopped) signal(pid, "SIGSTOP");
  await sleep(pauseMs);
  for (const pid of stopped) signal(pid, "SIGCONT");
}

describeWithTerraform("plans and applies that are killed, interrupted and stopped", () => {
  let workspace: Workspace;
  let projects: Project[];

  beforeAll(async () => {
    workspace = await Workspace.create();
    projects = Array.from({ length: AT_ONCE }, () => workspace.projectOfProcesses());
    const lookups = Array.from({ length: LOOKUPS }, (_, index) =>
      // Different limits, so that none is the same as another.
      data("tencentcloud_redis", `it_${index}`, {
        instance_id: '"crs-5a4py64p"',
        region: '"ap-guangzhou"',
        max_age: `"${9000 + index}d"`,
      }),
    );
    const kept =
      'resource "terraform_data" "kept" { input = data.backups_tencentcloud_redis.it_0.latest_id }\n';
    for (const project of projects) project.write(lookups.join("") + kept);
    for (const project of projects) await project.init();
  });
  afterAll(() => workspace.close());

  /** The directories that plugins made for their sockets. */
  const sockets = () => readdirSync(join(workspace.home, "tmp")).filter((name) => name.startsWith("tfp-"));

  /** One round; gives what is wrong afterwards. */
  async function round(project: Project, kind: Kind, random: Random): Promise<string[]> {
    const child = project.start([random.once(2) ? "plan" : "apply"]);
    const end = finished(child);
    const terraform = Number(child.pid);
    await sleep(random.fraction() * 900);
    const [pauseMs, wasRunning] = [50 + random.fraction() * 400, child.exitCode === null];
    if (wasRunning) await strike(kind, terraform, project, pauseMs);
    const { output, code } = await end;
    const wrong: string[] = [];
    const limit = Date.now() + GONE_WITHIN_MS;
    while (pluginsIn(project.directory).length > 0 && Date.now() < limit) await sleep(20);
    if (pluginsIn(project.directory).length > 0) wrong.push("a plugin is left");
    if (/^\s+at .*\.js:\d+|panic:|goroutine \d+/m.test(output)) wrong.push(`a stack: ${output}`);
    if (kind.endsWith("for a while") && code !== 0) wrong.push(`failed after the pause: ${output}`);
    if (existsSync(join(project.directory, "terraform.tfstate"))) {
      const state = await project.run(["state", "list"]);
      // An apply that ended at its very start leaves an empty file, which Terraform takes for none.
      if (state.code !== 0 && !state.output.includes("No state file was found"))
        wrong.push(`the state cannot be read: ${state.output}`);
    }
    // Terraform's own, which a killed one cannot remove; the lock itself went with its process.
    if (kind === "terraform killed") {
      rmSync(join(project.directory, ".terraform.tfstate.lock.info"), { force: true });
    }
    return wrong;
  }

  it(
    "leave no plugin, no socket and no broken state, and the next plan succeeds",
    async () => {
      workspace.emulator.faults.push({ kind: "slow", delayMs: 150 });
      const random = new Random(0);
      const all = rounds(12, 200);
      const wrong: string[] = [];
      const counts: Record<string, number> = { rounds: all };
      let begun = 0;
      let killedPlugins = 0;
      await Promise.all(
        projects.map(async (project) => {
          while (begun < all) {
            const kind = KINDS[begun++ % KINDS.length] ?? "terraform killed";
            counts[kind] = (counts[kind] ?? 0) + 1;
            if (kind === "plugin killed") killedPlugins++;
            wrong.push(...(await round(project, kind, random)).map((what) => `${kind}: ${what}`));
          }
        }),
      );
      expect(wrong).toEqual([]);

      // A plugin that is killed before Terraform has connected leaves its socket; one that is killed later, nothing.
      workspace.emulator.faults.length = 0;
      for (const project of projects) {
        await project.succeed(["plan"]);
        expect(pluginsIn(project.directory)).toEqual([]);
      }
      expect(sockets().length).toBeLessThanOrEqual(killedPlugins);
      recordLongRun("Killed, interrupted and stopped plans", { ...counts, left: wrong.length });
    },
    rounds(300_000, 900_000),
  );
});
