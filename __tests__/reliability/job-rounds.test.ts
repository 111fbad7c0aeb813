import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type JobConfig, JobProject, until } from "../e2e/job-project";
import { pluginsIn } from "../e2e/process-table";
import { recordLongRun, rounds } from "../helpers/long-run";
import { Random } from "../helpers/random";
import { describeWithTerraform, finished } from "../helpers/terraform";

const project = new JobProject();
/** All that Terraform printed in a round: what may be left must be named in it. */
let said: string[] = [];

async function told(work: Promise<{ code: number | null; output: string }>) {
  const done = await work;
  said.push(done.output);
  return done;
}

/** Waits until nothing of the project runs. */
async function quiet(): Promise<void> {
  await until(
    "all processes are gone",
    () => project.commands().length === 0 && pluginsIn(project.project).length === 0,
  );
}

function tokenOf(stored: Readonly<Record<string, unknown>> | undefined): string {
  const target = (stored?.target ?? {}) as Readonly<Record<string, string>>;
  return String(target.BACKUP_TOKEN);
}

/** What must hold whenever nothing runs. */
async function check(): Promise<void> {
  expect(project.log.filter((line) => line.startsWith("VIOLATION"))).toEqual([]);
  const { stored } = project;
  if (typeof stored?.backup_id !== "string" || project.targets.includes(tokenOf(stored))) return;
  // What is recorded is there, and whole; or Terraform was killed before it could record it, and a look tells.
  const { output } = await project.terraform(["plan", "-refresh-only"]);
  expect(output).toMatch(/[-~] backup_id +=/);
}

/** What must hold after an apply that went through. */
async function checkSettled(config: JobConfig): Promise<void> {
  await check();
  expect(project.stored?.backup_id).toBe(config.id ?? "1");
  const token = tokenOf(project.stored);
  const others = project.targets.filter((name) => name !== token);
  // Nothing but what a first run left half-made, and that was named.
  expect(others.filter((name) => !said.join().includes(name.replace(".half", "")))).toEqual([]);
  expect(await project.plan()).toContain("No changes.");
}

afterAll(() => project.end());

const KILLED = ["terraform", "plugin", "command", "all"] as const;

describeWithTerraform("a job, and kill -9 at random moments", () => {
  beforeAll(() => project.init());

  it("has one live command at most, no record of a run that did not end well, and no orphan but one that is named", async () => {
    const wanted = rounds(3, 200);
    const counts: Record<string, number> = { rounds: 0 };
    const random = new Random(1);
    project.reset();
    said = [];
    for (let round = 0; round < wanted; round++) {
      if (random.fraction() < 0.3) {
        project.reset();
        said = [];
      }
      const config = { id: String(1 + random.below(3)), cbd: random.fraction() < 0.3 };
      project.write(config);
      const killed = random.pick(KILLED);
      const child = project.start(["apply", "-auto-approve"]);
      const end = told(finished(child));
      const before = project.log.length;
      if (random.fraction() < 0.6) {
        // In the middle of a command, if one runs.
        for (const command of ["restore", "remove"] as const) project.set("hold", command);
        await Promise.race([end, until("a command", () => project.log.length > before)]);
        await sleep(random.fraction() * 20);
      } else await sleep(random.fraction() * 1_500);
      if (killed === "plugin" || killed === "all") project.kill("plugin");
      if (killed === "command" || killed === "all") project.kill("command");
      if (killed === "terraform" || killed === "all") child.kill("SIGKILL");
      for (const command of ["restore", "remove"] as const) project.unset("hold", command);
      const both = Promise.all([told(project.apply()), told(project.apply())]);
      await end;
      await both;
      await quiet();
      await check();
      const { code, output } = await told(project.apply());
      expect(`${code}: ${output}`).toMatch(/^0: /);
      await checkSettled(config);
      counts.rounds = round + 1;
      counts[killed] = (counts[killed] ?? 0) + 1;
    }
    recordLongRun("restore jobs killed at random moments", counts);
  }, 3_600_000);
});

/** What may go wrong with a job, or be asked of it. Each leaves the configuration that it is about. */
const EVENTS: Readonly<Record<string, (config: JobConfig) => Promise<JobConfig>>> = {
  "command fails": async (config) => {
    const next = { ...config, id: "2" };
    project.set("fail", "restore");
    await told(project.apply(next));
    project.unset("fail", "restore");
    return next;
  },
  "remove fails": async (config) => {
    const next = { ...config, id: "3" };
    project.set("fail", "remove");
    await told(project.apply(next));
    project.unset("fail", "remove");
    return next;
  },
  killed: async (config) => interrupted({ ...config, id: "4" }, (pid) => process.kill(pid, "SIGKILL")),
  "interrupted once": async (config) =>
    interrupted({ ...config, id: "5" }, (pid) => process.kill(-pid, "SIGINT")),
  "interrupted twice": async (config) =>
    interrupted({ ...config, id: "6" }, (pid) => {
      process.kill(-pid, "SIGINT");
      process.kill(-pid, "SIGINT");
    }),
  "another ID": async (config) => applied({ ...config, id: "7" }),
  "keeper changed": async (config) => {
    await project.startCloud();
    return applied({ ...config, id: "8", pin: true });
  },
  "API down": async (config) => {
    await project.startCloud();
    const pinned = await applied({ ...config, id: "9", pin: true });
    project.isUp = false;
    return applied(pinned);
  },
  "another instance": async (config) => applied({ ...config, instance: `${config.instance ?? "cdb-1"}-2` }),
  "unknown ID": async (config) => applied({ ...config, late: (config.late ?? 0) + 1 }),
  renamed: async (config) => {
    const { code, output } = await told(
      project.apply({ ...config, block: `${config.block ?? "job"}_x`, moved: [] }),
    );
    // A job that restored nothing yet is simply made under its new name.
    if (code === 0) return { ...config, block: `${config.block ?? "job"}_x`, moved: [] };
    expect(output).toMatch(/renamed without a moved block|Error/);
    return config;
  },
  moved: async (config) => {
    const block = config.block ?? "job";
    return applied({
      ...config,
      block: `${block}_m`,
      moved: [...(config.moved ?? []), `backups_restore_job.${block}`],
    });
  },
  deleted: async (config) => {
    await told(project.apply(null));
    return { ...config, moved: [] };
  },
  "-replace": async (config) => {
    project.write(config);
    await told(project.apply(config, `-replace=backups_restore_job.${config.block ?? "job"}`));
    return config;
  },
  taint: async (config) => {
    await project.terraform(["taint", `backups_restore_job.${config.block ?? "job"}`]);
    return config;
  },
  "create_before_destroy below": async (config) => applied({ ...config, cbd: true }),
};

async function applied(config: JobConfig): Promise<JobConfig> {
  await told(project.apply(config));
  return config;
}

/** Ends Terraform while the first command of an apply runs, if it runs one. */
async function interrupted(config: JobConfig, how: (pid: number) => void): Promise<JobConfig> {
  project.write(config);
  for (const command of ["restore", "remove"] as const) project.set("hold", command);
  const before = project.log.length;
  const child = project.start(["apply", "-auto-approve"]);
  const end = told(finished(child));
  const ran = await Promise.race([
    end.then(() => false),
    until("a command", () => project.log.length > before).then(() => true),
  ]);
  if (ran) how(Number(child.pid));
  await end;
  await quiet();
  for (const command of ["restore", "remove"] as const) project.unset("hold", command);
  return config;
}

describeWithTerraform("two things that happen to a job, one after the other", () => {
  const names = Object.keys(EVENTS);
  const all = names.flatMap((first) => names.map((second) => [first, second] as const));
  const random = new Random(2);
  const some = all.map((pair) => ({ pair, order: random.fraction() })).sort((a, b) => a.order - b.order);
  const pairs = some.slice(0, rounds(4, all.length)).map(({ pair }) => pair);

  beforeAll(async () => {
    if (!readdirSync(project.folder).includes("project")) await project.init();
  });
  let settled = 0;
  afterAll(() => recordLongRun("pairs of what happens to a restore job", { pairs: pairs.length, settled }));

  it.each(pairs)(
    "%s, then %s: the next apply ends with what is wanted, and a destroy with nothing",
    async (first, second) => {
      project.reset();
      said = [];
      let config: JobConfig = { id: "1" };
      await applied(config);
      for (const event of [first, second]) {
        config = (await EVENTS[event]?.(config)) ?? config;
        await quiet();
        await check();
      }
      project.isUp = true;
      const { code, output } = await told(project.apply(config));
      expect(`${code}: ${output}`).toMatch(/^0: /);
      await checkSettled(config);
      await told(project.terraform(["destroy", "-auto-approve"]));
      const left = project.targets.filter((name) => !said.join().includes(name.replace(".half", "")));
      expect(left).toEqual([]);
      settled++;
    },
    300_000,
  );
});
