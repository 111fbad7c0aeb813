/**
 * `npm start`: runs the example app through the real cdktf command and prints what it found. Without an endpoint and
 * without credentials it serves the APIs itself, so that it works on a machine with nothing but Node.js.
 */
import { homedir } from "node:os";
import { emulatorEnvironment } from "../src/cli/commands/emulate";
import { formatTable } from "../src/cli/format";
import { findCredentials } from "../src/clouds/credentials";
import { demoCredentials, startEmulator } from "../src/emulator";
import { listings } from "../src/listings";
import { runExample } from "./run-example";

/** Whether anything on this machine points at a cloud: an endpoint, or credentials for any of the vendors. */
async function isConfigured(): Promise<boolean> {
  if (Object.keys(process.env).some((name) => name.startsWith("BACKUPS_ENDPOINT_URL"))) return true;
  const surroundings = { env: process.env, home: homedir() };
  const clouds = [...new Set(listings.map(({ cloud }) => cloud))];
  const found = await Promise.all(
    clouds.map((cloud) =>
      findCredentials(cloud, {}, surroundings)
        .then(() => true)
        .catch(() => false),
    ),
  );
  return found.some(Boolean);
}

async function start(): Promise<void> {
  let env: NodeJS.ProcessEnv = { ...process.env };
  let stop = async () => {};
  if (!(await isConfigured())) {
    const emulator = await startEmulator();
    stop = () => emulator.close();
    env = {
      ...env,
      ...emulatorEnvironment(emulator.url, demoCredentials.accessKey, demoCredentials.secretKey),
    };
    console.error(`No endpoint and no credentials are set: the APIs are emulated on ${emulator.url}.`);
  }
  try {
    const { rows, json } = await runExample(env);
    console.log(
      formatTable(["LISTING", "INSTANCE", "LATEST BACKUP", "WHEN", "SIZE", "SEEN", "ELIGIBLE"], rows),
    );
    console.log(`Terraform JSON: ${json}`);
  } finally {
    await stop();
  }
}

start().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
