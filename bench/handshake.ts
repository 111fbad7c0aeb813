/** From the start of the plugin's process to the line that tells Terraform where to connect, beside Node.js alone. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createServerCertificate } from "../src/plugin/wire/certificate";
import { measure, timed } from "./measure";
import { runProcess } from "./process";
import { atMost, type Row } from "./row";

const PLUGIN = resolve(__dirname, "../bin/terraform-provider-backups.cjs");

/** What Terraform sets for its plugins. */
const INVITATION = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
  PLUGIN_PROTOCOL_VERSIONS: "6",
};

async function handshake(env: NodeJS.ProcessEnv): Promise<number> {
  const plugin = spawn(process.execPath, [PLUGIN], { env, stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(plugin, "close");
  const ms = await timed(() => once(plugin.stdout, "data"));
  // It has told nobody yet: a connection that never comes would hold it for a minute.
  plugin.kill("SIGKILL");
  await ended;
  return ms;
}

export async function benchHandshake(rounds: number): Promise<Row[]> {
  const temporary = mkdtempSync(join(tmpdir(), "cdktf-backups-bench-"));
  const { certificate } = createServerCertificate();
  const env = { ...process.env, ...INVITATION, PLUGIN_CLIENT_CERT: certificate, TMPDIR: temporary };
  const times = await measure(
    [
      { name: "node", run: async () => (await runProcess(process.execPath, ["-e", "0"])).ms },
      { name: "plugin", run: () => handshake(env) },
    ],
    rounds,
  ).finally(() => rmSync(temporary, { recursive: true, force: true }));
  const [alone = 1, plugin = 0] = [times.get("node"), times.get("plugin")];
  return [
    atMost("handshake of the plugin, of Node.js alone", plugin / alone, 1.4, `${plugin.toFixed(0)} ms`),
  ];
}
