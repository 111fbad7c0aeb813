/** What lookups add to `terraform plan`, beside the package as it was before start-up was worked on. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PROVIDER_SOURCE, PROVIDER_VERSION } from "../src/delivery/address";
import { installPlugin } from "../src/delivery/install";
import { measure } from "./measure";
import { runProcess } from "./process";
import { atMost, info, type Row } from "./row";
import { startServer } from "./server";

export const ROOT = resolve(__dirname, "..");
/** The last commit in which the plugin loaded all of itself before its handshake. */
const BEFORE = "202ee11";

export const PROVIDER = `terraform {
  required_providers {
    backups = { source = "${PROVIDER_SOURCE}", version = "${PROVIDER_VERSION}" }
  }
}
`;

function lookup(name: string, instanceId: string): string {
  return `data "backups_tencentcloud_mysql" "${name}" {
  instance_id = "${instanceId}"
  region      = "ap-shanghai"
}
`;
}

export const many = (count: number, instances: number) =>
  Array.from({ length: count }, (_, index) => lookup(`orders${index}`, `cdb-30-${index % instances}`)).join(
    "",
  );

/** The package as it was, built aside; undefined where the history is not there. */
function buildBefore(): string | undefined {
  const folder = join(ROOT, "node_modules/.cache/cdktf-backups-bench", BEFORE);
  if (existsSync(join(folder, "lib/index.js"))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    const archive = execFileSync("git", ["archive", BEFORE], {
      cwd: ROOT,
      maxBuffer: 2 ** 28,
      stdio: "pipe",
    });
    execFileSync("tar", ["-x", "-C", folder], { input: archive });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
    execFileSync(process.execPath, ["scripts/build.cjs"], { cwd: folder, stdio: "pipe" });
    return folder;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}

export async function benchPlan(rounds: number, short: boolean): Promise<Row[]> {
  if (spawnSync("terraform", ["version"], { stdio: "ignore" }).status !== 0) {
    return [info("terraform plan", "LEFT OUT: terraform is not installed")];
  }
  const before = short ? undefined : buildBefore();
  const folder = mkdtempSync(join(tmpdir(), "cdktf-backups-bench-"));
  const server = await startServer();
  try {
    writeFileSync(join(folder, "cli.tfrc"), "");
    const one = PROVIDER + lookup("orders", "cdb-235");
    const plans = [
      { name: "no provider", text: 'output "none" { value = 1 }\n', home: ROOT },
      { name: "one lookup", text: one, home: ROOT },
      ...(before ? [{ name: "one lookup, before", text: one, home: before }] : []),
      ...(short
        ? []
        : [
            { name: "40 lookups", text: PROVIDER + many(40, 40), home: ROOT },
            { name: "200 data sources over 40", text: PROVIDER + many(200, 40), home: ROOT },
          ]),
    ].map((plan, index) => ({
      ...plan,
      cwd: join(folder, String(index)),
      env: {
        ...server.env,
        TF_CLI_CONFIG_FILE: join(folder, "cli.tfrc"),
        CDKTF_BACKUPS_HOME: plan.home,
      },
    }));
    for (const { cwd, text, env } of plans) {
      mkdirSync(cwd);
      writeFileSync(join(cwd, "main.tf"), text);
      if (text.startsWith(PROVIDER)) installPlugin(cwd);
      await runProcess("terraform", ["init", "-input=false"], { cwd, env });
    }
    const times = await measure(
      plans.map(({ name, cwd, env }) => ({
        name,
        run: async () => {
          const { ms, code } = await runProcess("terraform", ["plan", "-input=false"], { cwd, env });
          if (code !== 0) throw new Error(`the plan with ${name} failed`);
          return ms;
        },
      })),
      rounds,
    );
    const of = (name: string) => times.get(name) ?? 0;
    const rows = [...times].map(([name, ms]) =>
      info(`terraform plan, ${name}`, `${(ms / 1000).toFixed(3)} s`),
    );
    if (!before)
      return [
        ...rows,
        info("terraform plan, one lookup, of before", "LEFT OUT: not in a short run, or no history"),
      ];
    const ratio = of("one lookup") / of("one lookup, before");
    return [...rows, atMost(`terraform plan, one lookup, of commit ${BEFORE}`, ratio, 0.75)];
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
