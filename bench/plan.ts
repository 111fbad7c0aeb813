/** What a lookup adds to `terraform plan`, which starts the plugin three times. */
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { emulatorEnvironment } from "../src/cli/commands/emulate";
import { demoCredentials, startEmulator } from "../src/emulator";
import { PROVIDER_SOURCE, PROVIDER_VERSION } from "../src/plugin/delivery/address";
import { installPlugin } from "../src/plugin/delivery/install";
import { measure, timed } from "./measure";

const ROOT = resolve(__dirname, "..");
const run = promisify(execFile);

const PROVIDER = `terraform {
  required_providers {
    backups = { source = "${PROVIDER_SOURCE}", version = "${PROVIDER_VERSION}" }
  }
}
`;
const LOOKUP = `data "backups_tencentcloud_mysql" "orders" {
  instance_id = "cdb-7mx4r2te"
  region      = "ap-shanghai"
}
`;

export async function benchPlan(rounds: number): Promise<string[]> {
  if (spawnSync("terraform", ["version"], { stdio: "ignore" }).status !== 0) {
    return ["plan: left out, terraform is not installed"];
  }
  const folder = mkdtempSync(join(tmpdir(), "cdktf-backups-bench-"));
  const emulator = await startEmulator();
  try {
    writeFileSync(join(folder, "cli.tfrc"), "");
    const env = {
      ...process.env,
      ...emulatorEnvironment(emulator.url, demoCredentials.accessKey, demoCredentials.secretKey),
      CHECKPOINT_DISABLE: "1",
      TF_CLI_CONFIG_FILE: join(folder, "cli.tfrc"),
    };
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(ROOT, join(folder, "node_modules", "cdktf-backups"), "dir");
    const configurations = [
      { name: "terraform plan without a provider", text: 'output "none" { value = 1 }\n' },
      { name: "with one lookup", text: PROVIDER + LOOKUP },
    ];
    for (const [index, { text }] of configurations.entries()) {
      const cwd = join(folder, String(index));
      mkdirSync(cwd);
      writeFileSync(join(cwd, "main.tf"), text);
      if (text.startsWith(PROVIDER)) installPlugin(cwd);
      await run("terraform", ["init", "-input=false"], { cwd, env });
    }
    const times = await measure(
      configurations.map(({ name }, index) => ({
        name,
        run: () =>
          timed(() => run("terraform", ["plan", "-input=false"], { cwd: join(folder, String(index)), env })),
      })),
      rounds,
    );
    const base = times.get("terraform plan without a provider") as number;
    return [...times].map(
      ([name, ms]) => `plan: ${name}: ${ms.toFixed(0)} ms, ${(ms / base).toFixed(1)} x without a provider`,
    );
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
