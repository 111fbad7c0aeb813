import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { takeLock } from "../../src/plugin/restore-job/lock";
import { CommandOutput } from "../../src/plugin/restore-job/output";
import { planned, stepsFor } from "../../src/plugin/restore-job/plan";
import { runningProcesses, startOf } from "../../src/plugin/restore-job/process-table";
import { restoreJob } from "../../src/plugin/restore-job/resource";
import { log } from "../../src/plugin/wire/log";
import type { Applied, PluginResource } from "../../src/plugin/wire/resource";
import { type TfObject, UNKNOWN } from "../../src/plugin/wire/types";
import { restoreJobSchema } from "../../src/resources/restore-job-schema";
import { tokenOf } from "../../src/resources/restore-job-target";
import { describeWith } from "../helpers/tmux";

const none = Object.fromEntries(Object.keys(restoreJobSchema.attributes).map((name) => [name, null]));
const config = (given: TfObject = {}): TfObject => ({
  ...none,
  name: "job",
  backup_id: "1",
  instance_id: "cdb-1",
  command: "restore",
  ...given,
});
/** A job that restored what its configuration asks for. */
const restored = (given: TfObject = {}): TfObject => ({
  ...planned(null, config(given), "out.log"),
  restored_at: "2026-11-01T00:00:00.000Z",
});

describe("what an apply of a job runs", () => {
  it.each([
    ["nothing for the same backup", restored(), {}, []],
    [
      "nothing if other arguments changed",
      restored(),
      { command: "x", variables: { A: "1" }, name: "y" },
      [],
    ],
    ["nothing if the instance was not known before", restored({ instance_id: null }), {}, []],
    ["both for another backup", restored(), { backup_id: "2" }, ["remove 1", "restore"]],
    ["both for another instance", restored(), { instance_id: "cdb-2" }, ["remove 1", "restore"]],
    ["the command alone for a new job", null, {}, ["restore"]],
    [
      "the command again if it did not end well",
      { ...restored(), backup_id: null, unfinished: "restore" },
      {},
      ["restore"],
    ],
    [
      "a removal again if that did not end well",
      { ...restored(), backup_id: null, unfinished: "remove" },
      {},
      ["remove 1", "restore"],
    ],
    [
      "a removal of what a failed run left, for another backup",
      { ...restored(), backup_id: null, unfinished: "restore" },
      { backup_id: "2" },
      ["remove 1", "restore"],
    ],
  ] as const)("%s", (_, prior, given, steps) => {
    const ran = stepsFor(prior as TfObject | null, config(given as TfObject));
    expect(
      ran.map((step) => (step.kind === "remove" ? `remove ${step.target.BACKUP_ID}` : "restore")),
    ).toEqual(steps);
  });
});

describe("the plan of a job", () => {
  it("knows everything except the time, and nothing of an unknown backup", () => {
    const { restored_at, ...known } = planned(null, config(), "out.log");
    expect(restored_at).toBe(UNKNOWN);
    expect(Object.values(known)).not.toContain(UNKNOWN);
    const late = planned(restored(), config({ backup_id: UNKNOWN }), "out.log");
    expect(late).toMatchObject({ id: "job", token: UNKNOWN, target: UNKNOWN, restored_at: UNKNOWN });
  });

  it("is the prior state if nothing changed, also on a machine with another data folder", () => {
    expect(planned(restored(), config(), "elsewhere.log")).toEqual(restored());
  });

  it("has the same token for every attempt, and another for each name, instance and backup", () => {
    const tokens = [{}, { backup_id: "2" }, { instance_id: "cdb-2" }, { name: "other" }].map((given) =>
      tokenOf(config(given as TfObject)),
    );
    expect(new Set(tokens).size).toBe(4);
    expect(tokenOf(config({ command: "another", variables: { A: "1" } }))).toBe(tokens[0]);
    expect(tokens[0]).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe("the arguments of a job", () => {
  it.each([
    [{ backup_id: null }, /^backup_id: got null/],
    [{ backup_id: "1 2" }, /^backup_id: got "1 2"/],
    [{ command: " " }, /^command: got " "/],
    [{ interpreter: [] }, /^interpreter: expected a program/],
    [{ variables: { BACKUP_ID: "2" } }, /^variables: the job itself sets BACKUP_ID/],
    [{ environment: { BACKUP_TOKEN: "2" } }, /^environment: the job itself sets BACKUP_TOKEN/],
    [{ pass_environment: ["A=B"] }, /^pass_environment: got "A=B"/],
    [{ environment: { KEY: "aSecret\0" } }, /^environment: has the character U\+0000, which no process/],
    [{ interpreter: ["sh\0"] }, /^interpreter: has the character U\+0000/],
    [{ timeout: 0 }, /^timeout: got 0, expected seconds from 1/],
    [{ grace: -1 }, /^grace: got -1, expected seconds from 0/],
  ])("%j is refused", (given, detail) => {
    const problems = restoreJob({}).validate(config(given as TfObject));
    expect(problems.map((problem) => problem.detail)).toEqual([expect.stringMatching(detail)]);
  });

  it("may all be unknown", () => {
    const late = Object.fromEntries(
      Object.keys(none).map((name): [string, typeof UNKNOWN] => [name, UNKNOWN]),
    );
    expect(restoreJob({}).validate(late)).toEqual([]);
  });
});

describe("a disk that cannot be written", () => {
  const data = mkdtempSync(join(tmpdir(), "backups-test-"));
  afterAll(() => rmSync(data, { recursive: true, force: true }));
  const apply = async (command: string, folder: string): Promise<Applied> => {
    const job = config({ name: command.slice(0, 9), command });
    const wanted = planned(null, job, join(data, "out.log"));
    const env = { ...process.env, TF_DATA_DIR: folder, RAN: join(data, "ran") };
    const change = { prior: null, planned: wanted, config: job };
    return restoreJob(env).apply?.(change, new AbortController().signal) ?? {};
  };

  it("does not make Terraform forget a restore, which would run again", async () => {
    // Folders stand where the lock and the journal are to be written.
    const spoil = 'cd "$TF_DATA_DIR/backups" && for file in *; do rm "$file"; mkdir -p "$file/x"; done';
    const { state, diagnostics } = await apply(spoil, join(data, "spoilt"));
    expect(diagnostics).toEqual([]);
    expect(state).toMatchObject({ restored_at: expect.any(String), target: { BACKUP_ID: "1" } });
  });

  it("is named alone: a command that is too long to start is told of as that, and not quoted", async () => {
    const { diagnostics } = await apply(`: ${"a".repeat(4_000_000)}`, join(data, "long"));
    expect(diagnostics?.map(({ detail }) => detail)).toEqual([
      "Its interpreter cannot be started (E2BIG: the command or its variables are too long).",
    ]);
  });

  it("keeps a command from running whose beginning cannot be recorded", async () => {
    const file = join(data, "file");
    writeFileSync(file, "");
    const { state, diagnostics } = await apply('echo ran > "$RAN"', file);
    expect(state).toBeNull();
    expect(diagnostics?.map(({ summary, detail }) => `${summary}: ${detail}`)).toEqual([
      expect.stringMatching(/was not run: Its beginning cannot be written to .*ENOTDIR/),
    ]);
    expect(() => readFileSync(join(data, "ran"))).toThrow("ENOENT");
  });
});

describe("two new jobs with the same name", () => {
  const plan = (job: PluginResource, given: TfObject) =>
    job
      .plan({ prior: null, config: config(given), isReplacement: false })
      .diagnostics?.map(({ summary }) => summary);

  it("fail the plan, or the second one would be recorded as done by the restore of the first", () => {
    const job = restoreJob({});
    expect(plan(job, { name: "clone", command: "restore qa" })).toEqual([]);
    expect(plan(job, { name: "clone", command: "restore staging" })).toEqual([
      "clone: two jobs have this name",
    ]);
    expect(plan(job, { name: "clone", command: "restore qa" })).toEqual(["clone: two jobs have this name"]);
  });

  it("are not seen while the name is not known", () => {
    const job = restoreJob({});
    const all: readonly TfObject[] = [{ name: "clone" }, { name: UNKNOWN }, { name: UNKNOWN, command: "x" }];
    expect(all.flatMap((given) => plan(job, given))).toEqual([]);
  });
});

describe("what the journal knows of a restore that succeeded", () => {
  const data = mkdtempSync(join(tmpdir(), "backups-test-"));
  afterAll(() => rmSync(data, { recursive: true, force: true }));
  const command = 'echo "$BACKUP_ID" >> "$RAN"';
  const job = restoreJob({ ...process.env, TF_DATA_DIR: data, RAN: join(data, "ran") });
  const { signal } = new AbortController();
  const apply = async (prior: TfObject | null, given: TfObject): Promise<TfObject> => {
    const wanted = planned(prior, config({ command, ...given }), join(data, "out.log"));
    const change = { prior, planned: wanted, config: config({ command, ...given }) };
    const done = await job.apply?.(change, signal);
    expect(done?.diagnostics).toEqual([]);
    return { ...wanted, ...done?.state };
  };
  const ran = () => readFileSync(join(data, "ran"), "utf8").trim().split("\n");

  it("holds for a state of an earlier day: nothing runs again", async () => {
    const monday = await apply(null, { name: "monday" });
    const tuesday = await apply(monday, { name: "monday", backup_id: "2" });
    const wednesday = await apply(tuesday, { name: "monday", backup_id: "3" });
    expect(wednesday).toMatchObject({ backup_id: "3", unfinished: null });
    for (const earlier of [monday, tuesday]) {
      expect(job.read?.(earlier)).toEqual(wednesday);
      expect(await apply(earlier, { name: "monday", backup_id: "3" })).toEqual(wednesday);
    }
    expect(ran()).toEqual(["1", "2", "3"]);
  });

  it("holds for a replacement of which Terraform stored neither half", async () => {
    const name = "replaced";
    const before = await apply(null, { name, destroy_command: "true" });
    await job.delete?.(before, signal);
    const failing = config({ name, command: "exit 7", destroy_command: "true" });
    const wanted = planned(null, failing, join(data, "out.log"));
    await job.apply?.({ prior: null, planned: wanted, config: failing }, signal);
    expect(job.read?.(before)).toMatchObject({
      backup_id: null,
      unfinished: "restore",
    });
  });

  it("holds for an apply that waited for another one to make the same job", async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => apply(null, { name: "twice", backup_id: "9" })),
    );
    expect(ran().filter((id) => id === "9")).toHaveLength(1);
    expect(second).toEqual(first);
  });
});

it("an output file that is a device keeps its mode, and a pipe that nobody reads is refused", () => {
  const folder = mkdtempSync(join(tmpdir(), "backups-test-"));
  const { mode } = statSync("/dev/null");
  new CommandOutput("/dev/null", "job", true).end();
  expect(statSync("/dev/null").mode).toBe(mode);
  execFileSync("mkfifo", [join(folder, "pipe")]);
  expect(() => new CommandOutput(join(folder, "pipe"), "job", true)).toThrow(/output_file .*pipe \(.*ENXIO/);
  rmSync(folder, { recursive: true });
});

it("a command that draws its progress in one line is told while it runs, and not kept whole", () => {
  const told = jest.spyOn(log, "info").mockImplementation();
  const folder = mkdtempSync(join(tmpdir(), "backups-test-"));
  const output = new CommandOutput(join(folder, "out.log"), "job", true);
  for (let percent = 0; percent < 100; percent += 1) output.write(Buffer.from(`\r${"#".repeat(100)}`));
  expect(told.mock.calls.length).toBeGreaterThan(1);
  output.end();
  told.mockRestore();
  rmSync(folder, { recursive: true });
});

describeWith("ps", "a process in the lock of a job, on macOS", () => {
  const { platform, env } = process;
  const on = (value: string) => Object.defineProperty(process, "platform", { value });
  beforeEach(() => on("darwin"));
  afterEach(() => {
    on(platform);
    process.env = env;
  });

  // Otherwise a second apply from a shell with another zone would take the first for dead, and restore again.
  it("is the same in every time zone and language", () => {
    const seen = ["Asia/Shanghai", "America/New_York"].flatMap((TZ) => {
      process.env = { ...env, TZ, LANG: "zh_CN.UTF-8" };
      const listed = runningProcesses().find(({ pid }) => pid === process.pid);
      return [startOf(process.pid), listed?.start];
    });
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toMatch(/^\w{3} \w{3} +\d+ [\d:]{8} \d{4}$/);
  });
});

describe("the lock of a job that runs", () => {
  const data = mkdtempSync(join(tmpdir(), "backups-test-"));
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  it("refuses a second run within seconds, also if the clock is set back meanwhile", async () => {
    const path = join(data, "job");
    const lock = await takeLock(path, () => {});
    let hour = Date.now();
    const clock = jest.spyOn(Date, "now").mockImplementation(() => {
      hour -= 3_600_000;
      return hour;
    });
    try {
      await expect(takeLock(path, () => {})).rejects.toThrow(`by process ${process.pid}`);
    } finally {
      clock.mockRestore();
      lock.release();
    }
    (await takeLock(path, () => {})).release();
  });
});
