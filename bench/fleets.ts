/** Many lookups: at a vendor that allows less than it documents, in one app, and beside another provider. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPlugin } from "../src/delivery/install";
import { measure } from "./measure";
import { many, PROVIDER, ROOT } from "./plan";
import { runProcess } from "./process";
import { atMost, info, type Row } from "./row";
import { startServer } from "./server";

const DOCUMENTED = 10;

/** Lookups of as many instances through one client, at a server that allows so much a second. */
async function fleet(
  lookups: number,
  perSecond: number,
  timeout?: number,
): Promise<{ failed: number; ms: number; throttled: number }> {
  const server = await startServer({ perSecond });
  try {
    const args = [
      join(__dirname, "programs/fleet.cjs"),
      String(lookups),
      ...(timeout ? [String(timeout)] : []),
    ];
    const { stdout } = await runProcess(process.execPath, args, { env: server.env });
    return { ...JSON.parse(stdout), throttled: (await server.counts()).throttled };
  } finally {
    server.stop();
  }
}

async function throttledFleet(lookups: number, factor: number, most: number): Promise<Row[]> {
  const perSecond = DOCUMENTED * factor;
  const { failed, ms, throttled } = await fleet(lookups, perSecond);
  const what = `${lookups} lookups at ${factor} times the documented rate`;
  const floorMs = (lookups / perSecond) * 1000;
  return [
    atMost(
      `${what}: time, of the shortest`,
      ms / floorMs,
      most,
      `${(ms / 1000).toFixed(0)} s, ${throttled} throttled`,
    ),
    atMost(`${what}: failed`, failed, 0),
  ];
}

async function app(
  mode: string,
  count: number,
  env: NodeJS.ProcessEnv,
): Promise<{ ms: number; code: number | null }> {
  const folder = mkdtempSync(join(tmpdir(), "cdktf-backups-app-"));
  try {
    const args = [join(__dirname, "programs/app.cjs"), mode, String(count)];
    return await runProcess(process.execPath, args, { env: { ...env, BENCH_OUT: folder } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function thousandAtSynthesis(): Promise<Row[]> {
  const server = await startServer({ perSecond: DOCUMENTED });
  try {
    const { ms, code } = await app("synth", 1000, server.env);
    const what = "1,000 lookups in one app at synthesis, at the documented rate";
    return [
      atMost(`${what}: failed`, code === 0 ? 0 : 1000, 0),
      info(`${what}: time`, `${(ms / 1000).toFixed(0)} s`),
    ];
  } finally {
    server.stop();
  }
}

/** An API that refuses everything: how long all lookups wait for it, and how often it is asked. */
async function refused(lookups: number, timeout: number): Promise<Row[]> {
  const { failed, ms, throttled } = await fleet(lookups, 0, timeout);
  if (failed !== lookups) throw new Error(`${lookups - failed} lookups found what nobody told`);
  const what = `${lookups} lookups with a timeout of ${timeout} s at an API that refuses all`;
  return [
    atMost(`${what}: timeouts until all have ended`, ms / 1000 / timeout, 2.5),
    atMost(`${what}: requests`, throttled, lookups),
  ];
}

/** A plan that asks at once for as many data sources as Terraform is told to. */
async function parallelPlan(count: number, parallelism: number): Promise<Row[]> {
  const what = `${count.toLocaleString("en")} data sources, -parallelism=${parallelism}, at nine tenths of the documented rate`;
  if (spawnSync("terraform", ["version"], { stdio: "ignore" }).status !== 0)
    return [info(what, "LEFT OUT: terraform is not installed")];
  const perSecond = DOCUMENTED * 0.9;
  const server = await startServer({ perSecond });
  const cwd = mkdtempSync(join(tmpdir(), "cdktf-backups-bench-"));
  try {
    writeFileSync(join(cwd, "cli.tfrc"), "");
    writeFileSync(join(cwd, "main.tf"), PROVIDER + many(count, count));
    installPlugin(cwd);
    const env = { ...server.env, TF_CLI_CONFIG_FILE: join(cwd, "cli.tfrc"), CDKTF_BACKUPS_HOME: ROOT };
    await runProcess("terraform", ["init", "-input=false"], { cwd, env });
    const args = ["plan", "-input=false", `-parallelism=${parallelism}`];
    const { code } = await runProcess("terraform", args, { cwd, env });
    if (code !== 0) throw new Error(`the plan of ${what} failed`);
    const { requests, throttled, ms } = await server.counts();
    const used = (requests - throttled) / (perSecond * (ms / 1000));
    const detail = `${(100 * used).toFixed(0)} % of the rate used, ${throttled} throttled`;
    return [atMost(`${what}: time, of the shortest`, 1 / used, 1 / 0.9, detail)];
  } finally {
    server.stop();
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** Rates and refusals. They mostly wait, so that they are run at once. */
export async function benchRates(): Promise<Row[]> {
  const rows = await Promise.all([throttledFleet(700, 1, 1.1), parallelPlan(1000, 50), refused(100, 10)]);
  return rows.flat();
}

/** The long ones: they mostly wait, so that they are run at once. */
export async function benchFleets(): Promise<Row[]> {
  const rows = await Promise.all([
    throttledFleet(300, 1, 1.15),
    throttledFleet(300, 0.5, 1.3),
    throttledFleet(300, 0.2, 1.5),
    throttledFleet(400, 0.5, 1.3),
    thousandAtSynthesis(),
  ]);
  return rows.flat();
}

/** One client as its instances grow. */
export async function benchInstances(most: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of [1, 10, 100, 1000].filter((number) => number <= most)) {
    const { ms, failed } = await fleet(count, Number.MAX_SAFE_INTEGER);
    if (failed > 0) throw new Error(`${failed} of ${count} lookups failed`);
    rows.push(
      info(
        `${count} ${count === 1 ? "instance" : "instances"} through one client`,
        `${(ms / 1000).toFixed(1)} s`,
      ),
    );
  }
  return rows;
}

/** Synthesis of many lookups beside as many data sources of another provider. */
export async function benchSynthesis(rounds: number, count: number): Promise<Row[]> {
  const variants = ["plan", "other"].map((mode) => ({
    name: mode,
    run: async () => {
      const { ms, code } = await app(mode, count, process.env);
      if (code !== 0) throw new Error(`the app of ${mode} failed`);
      return ms;
    },
  }));
  const times = await measure(variants, rounds);
  const [own, other] = [times.get("plan") ?? 0, times.get("other") ?? 1];
  const detail = `${(own / 1000).toFixed(2)} s and ${(other / 1000).toFixed(2)} s`;
  return [
    atMost(
      `synthesis of ${count} lookups, of ${count} data sources of another provider`,
      own / other,
      1.5,
      detail,
    ),
  ];
}
