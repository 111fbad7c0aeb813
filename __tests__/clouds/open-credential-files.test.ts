import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BackupsClient } from "../../src/client";
import { demoCredentials } from "../../src/emulator";
import { environmentOf, runCommand } from "../cli/command";
import { emulators } from "../emulator/running";
import { finished, temporaryDirectory } from "../helpers/terraform";

const start = emulators();
const { accessKey, secretKey } = demoCredentials;
const KEYS = `[default]\naccess_key = ${accessKey}\nsecret_key = ${secretKey}\n`;
const lookup = { instanceId: "redis-vq3n8yd0c1", region: "cn-north-1" };
const ADVICE =
  "~/.jdc/config contains keys, and other users of this machine can read it: run chmod 600 ~/.jdc/config";

/** A home with JD Cloud's file in it. */
function homeWith(mode: number, file = ".jdc/config"): string {
  const home = temporaryDirectory();
  const path = join(home, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, KEYS);
  chmodSync(path, mode);
  return home;
}

async function advised(home: string, env: Record<string, string> = {}): Promise<string[]> {
  const { url } = await start();
  const advice: string[] = [];
  const client = new BackupsClient({
    jdcloud: { endpoint: url },
    onAdvice: (text) => advice.push(text),
    testing: { home, env },
  });
  const { latestId, warnings } = await client.lookup("jdcloud-redis", lookup);
  expect([typeof latestId, warnings]).toEqual(["string", []]);
  await client.lookup("jdcloud-redis", lookup);
  return advice;
}

const describeOnUnix = process.platform === "win32" ? describe.skip : describe;

describeOnUnix("a file of keys", () => {
  it.each([0o640, 0o644, 0o604, 0o666])("of mode %o gives one warning, with the remedy", async (mode) => {
    expect(await advised(homeWith(mode))).toEqual([ADVICE]);
  });

  it.each([0o600, 0o400, 0o700])("of mode %o gives no warning", async (mode) => {
    expect(await advised(homeWith(mode))).toEqual([]);
  });

  it("behind a link is judged by the target, and gives one warning for both names", async () => {
    const target = homeWith(0o644, "kept/keys");
    const home = temporaryDirectory();
    mkdirSync(join(home, ".jdc"));
    symlinkSync(join(target, "kept/keys"), join(home, ".jdc/config"));
    expect(await advised(home)).toEqual([ADVICE]);
    expect(await advised(home)).toEqual([]);
  });

  it("whose keys are not used gives no warning", async () => {
    const env = { JDCLOUD_ACCESS_KEY: accessKey, JDCLOUD_SECRET_KEY: secretKey };
    expect(await advised(homeWith(0o644), env)).toEqual([]);
  });

  it("gives a warning of the command on stderr, and does not change a monitoring check", async () => {
    const { JDCLOUD_ACCESS_KEY: _a, JDCLOUD_SECRET_KEY: _s, ...env } = environmentOf(await start());
    const args = ["jdcloud-redis", "--instance-id", lookup.instanceId, "--region", lookup.region];
    const HOME = homeWith(0o644);
    const latest = await runCommand(["latest", ...args], { ...env, HOME });
    expect([latest.code, latest.err]).toEqual([0, `warning: ${ADVICE}\n`]);
    const check = await runCommand(["check", ...args, "--max-age", "30d"], { ...env, HOME });
    expect(check).toMatchObject({ code: 0, err: `warning: ${ADVICE}\n` });
  });

  it("gives a warning of the plugin, with its answer", async () => {
    const { url } = await start();
    const script = `
      const { backupsProvider } = require("./lib/plugin/backups-provider.js");
      const provider = backupsProvider({});
      const source = provider.dataSources.backups_jdcloud_redis;
      const config = Object.fromEntries(Object.keys(source.schema.attributes).map((name) => [name, null]));
      Object.assign(config, { instance_id: "${lookup.instanceId}", region: "${lookup.region}" });
      const read = async () => (await source.read(config, new AbortController().signal)).diagnostics;
      provider
        .configure({ jdcloud: { endpoint: "${url}" } }, "1.11.0")
        .then(async () => process.stdout.write(JSON.stringify([await read(), await read()])))
        .then(() => process.exit());`;
    const { stdout } = await finished(
      spawn(process.execPath, ["-e", script], {
        cwd: join(__dirname, "../.."),
        env: { PATH: process.env.PATH, HOME: homeWith(0o644) },
      }),
    );
    const told = { severity: "warning", summary: ADVICE.split(": ")[0], detail: ADVICE };
    expect(JSON.parse(stdout)).toEqual([[told], []]);
  });
});
