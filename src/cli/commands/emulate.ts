import { Option } from "commander";
import type { ArgumentTable } from "../../core/argument";
import type { Column } from "../../core/screen";
import { formatTable } from "../../core/table";
import type { EmulatorCredentials } from "../../emulator";
import type { EmulatorInstance } from "../../emulator/data";
import { clouds } from "../../vendors";
import { exitCodes } from "../exit-codes";
import { checkedValues } from "../flags";
import type { PlainCommand } from "../plain-command";

/** The variables for an emulator. */
export function emulatorEnvironment(
  url: string,
  keys: Readonly<EmulatorCredentials>,
): Record<string, string> {
  const variables = clouds.flatMap(({ credentialSources: { keys: names } }) => [
    [names[0].accessKey, keys.accessKey],
    [names[0].secretKey, keys.secretKey],
  ]);
  return { BACKUPS_ENDPOINT_URL: url, ...Object.fromEntries(variables) };
}

const COLUMNS: readonly Column<EmulatorInstance>[] = [
  { title: "LISTING", text: ({ listing }) => listing, leaves: 1 },
  { title: "INSTANCE", text: ({ instanceId }) => instanceId },
  { title: "REGION", text: ({ region }) => region },
  { title: "BACKUPS", text: ({ backups }) => String(backups.length), leaves: 2 },
];

const PORT: ArgumentTable = { port: { kind: "integer", min: 0, max: 65_535, description: "TCP port." } };

export const emulate = (): PlainCommand => ({
  description: "serve the listing APIs on 127.0.0.1 with believable data, until interrupted",
  options: [
    new Option("--port <number>", "TCP port. Default: a free one."),
    new Option("--data <file>", "JSON file with the instances and their backups. Default: built-in data."),
  ],
  run: async (options, io) => {
    const { port } = checkedValues(PORT, options) as { readonly port?: number };
    const emulator = require("../../emulator") as typeof import("../../emulator");
    const path = options.data;
    const data = typeof path === "string" ? await emulator.readEmulatorData(path) : undefined;
    const running = await emulator.startEmulator({ port, data });
    const variables = emulatorEnvironment(running.url, emulator.demoCredentials);
    for (const [name, value] of Object.entries(variables)) io.out(`export ${name}=${value}\n`);
    io.err(formatTable(COLUMNS, running.data.instances, io.isTerminal ? io.screen : undefined));
    io.err(`Listening on ${running.url}. Set the variables above in another shell; Ctrl-C stops it.\n`);
    io.err(
      `BACKUPS_ENDPOINT_URL sends all lookups here, and each warns of it. --endpoint ${running.url} ` +
        "(endpoint in a stack) does so without a warning.\n",
    );
    await new Promise((resolve) => {
      process.once("SIGINT", resolve);
      process.once("SIGTERM", resolve);
    });
    await running.close();
    return exitCodes.done;
  },
});
