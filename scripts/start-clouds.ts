/** `npm run start:clouds`: runs the example app against the real clouds, with the keys that are on the machine. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instancesOf, readProject } from "./example/context";
import { report } from "./example/report";
import { runExample } from "./example/run";

/** Throws if the example would not ask the clouds for instances of the user. */
function check(env: NodeJS.ProcessEnv): void {
  const invented = instancesOf(readProject(), true);
  if (invented.length > 0) {
    throw new Error(
      `cdktf.json: context.instances names ${invented.join(", ")}, which the emulator made up and no cloud has. ` +
        "Put instances and regions of your own in their place, and delete the entries that you have none for.",
    );
  }
  const elsewhere = Object.keys(env).filter((name) => /^BACKUPS_ENDPOINT_URL/i.test(name) && env[name]);
  if (elsewhere.length > 0) {
    throw new Error(`${elsewhere.join(", ")} is set, so the clouds would not be asked. Unset it.`);
  }
}

async function start(): Promise<void> {
  check(process.env);
  const folder = await mkdtemp(join(tmpdir(), "cdktf-backups-"));
  try {
    const run = await runExample({ CHECKPOINT_DISABLE: "1", ...process.env }, folder);
    console.log(report(run, ["The IDs are those that the clouds' own listings named."]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

start().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
