/**
 * `npm start`: runs the example app against the emulator and prints what it found. It needs nothing but Node.js, and
 * asks nobody else, whatever keys, variables and files are on the machine. `npm run start:clouds` asks the clouds.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../src/emulator";
import { instancesOf, readProject } from "./example/context";
import { emulatedEnvironment } from "./example/emulated-environment";
import { report } from "./example/report";
import { runExample } from "./example/run";

async function start(): Promise<void> {
  const unknown = instancesOf(readProject(), false);
  if (unknown.length > 0) {
    throw new Error(
      `cdktf.json: context.instances names ${unknown.join(", ")}, and the emulator has no such instance. ` +
        "To ask the clouds for your own instances: npm run start:clouds",
    );
  }
  const folder = await mkdtemp(join(tmpdir(), "cdktf-backups-"));
  const emulator = await startEmulator();
  console.error(`The clouds' APIs are emulated on ${emulator.url}.`);
  try {
    const run = await runExample(emulatedEnvironment(process.env, emulator.url, folder), folder);
    console.log(
      report(run, [
        `The IDs are invented: the emulator on this machine answered (${emulator.requests.length} requests). No cloud was asked, and no key of yours was used.`,
        "For real IDs, put your instances into cdktf.json (context.instances) and run: npm run start:clouds",
      ]),
    );
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

start().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
