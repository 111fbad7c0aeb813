import type { Command } from "commander";
import { usageError } from "../../core/errors";
import type { Column } from "../../core/screen";
import { formatTable } from "../../core/table";
import type { EmulatorCredentials } from "../../emulator";
import type { EmulatorInstance } from "../../emulator/data";
import { clouds } from "../../vendors";
import { exitCodes } from "../exit-codes";
import type { Done, Io } from "../io";

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

export function addEmulate(program: Command, io: Io, done: Done): void {
  program
    .command("emulate")
    .description("serve the listing APIs on 127.0.0.1 with believable data, until interrupted")
    .option("--port <number>", "TCP port. Default: a free one.")
    .option("--data <file>", "JSON file with the instances and their backups. Default: built-in data.")
    .action(async (options: { port?: string; data?: string }) => {
      const port = Number(options.port ?? 0);
      if (!/^\d+$/.test(options.port ?? "0") || port > 65_535) {
        throw usageError(
          "port",
          `got ${JSON.stringify(options.port)}, expected a whole number from 0 to 65535`,
        );
      }
      const emulator = require("../../emulator") as typeof import("../../emulator");
      const data = options.data === undefined ? undefined : await emulator.readEmulatorData(options.data);
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
      done(exitCodes.done);
    });
}
