/** What sharing brings: 40 lookups of 10 instances through one client, and through a client each. */
import { emulatorEnvironment } from "../src/cli/commands/emulate";
import { BackupsClient } from "../src/client";
import { demoCredentials, demoData, type EmulatorData, startEmulator } from "../src/emulator";
import { measure, timed } from "./measure";

const LISTING = "tencentcloud-mysql";
const INSTANCES = 10;
const LOOKUPS = 40;

function manyInstances(): EmulatorData {
  const model = demoData(new Date()).instances.find(({ listing }) => listing === LISTING);
  if (!model) throw new Error(`the demo data has no ${LISTING}`);
  return {
    instances: Array.from({ length: INSTANCES }, (_, index) => ({
      ...model,
      instanceId: `cdb-bench${index}`,
      backups: model.backups.map((row) => ({ ...row, InstanceId: `cdb-bench${index}` })),
    })),
  };
}

export async function benchLookups(rounds: number): Promise<string[]> {
  const emulator = await startEmulator({ data: manyInstances() });
  const env = emulatorEnvironment(emulator.url, demoCredentials.accessKey, demoCredentials.secretKey);
  const run = (clientFor: () => BackupsClient) =>
    timed(() =>
      Promise.all(
        Array.from({ length: LOOKUPS }, (_, index) =>
          clientFor().lookup(LISTING, { instanceId: `cdb-bench${index % INSTANCES}`, region: "ap-shanghai" }),
        ),
      ),
    );
  try {
    const times = await measure(
      [
        { name: "a client each", run: () => run(() => new BackupsClient({ env })) },
        {
          name: "one client",
          run: () => {
            const client = new BackupsClient({ env });
            return run(() => client);
          },
        },
      ],
      rounds,
    );
    const base = times.get("a client each") as number;
    return [...times].map(
      ([name, ms]) =>
        `${LOOKUPS} lookups of ${INSTANCES} instances: ${name}: ${ms.toFixed(0)} ms, ${(ms / base).toFixed(2)} x a client each`,
    );
  } finally {
    await emulator.close();
  }
}
