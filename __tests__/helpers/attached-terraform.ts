import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import os, { tmpdir } from "node:os";
import { join } from "node:path";
import { PROVIDER_SOURCE } from "../../src/delivery/address";
import { backupsProvider } from "../../src/plugin/backups-provider";
import { pluginService } from "../../src/plugin/wire/plugin-service";
import type { PluginProvider } from "../../src/plugin/wire/provider";
import { RunningCalls } from "../../src/plugin/wire/running-calls";
import { standInsOf } from "./stand-in-provider";
import { type Finished, Terraform } from "./terraform";

/** What serves a provider: the provider of a connection, and the answer to GetProviderSchema where one was made before. */
export interface Served {
  readonly provider: (env: NodeJS.ProcessEnv) => PluginProvider;
  readonly schema?: () => Uint8Array;
}

const BACKUPS: Served = {
  provider: backupsProvider,
  schema: () => readFileSync(join(__dirname, "../../lib/bundle/provider-schema.bin")),
};

/**
 * A terraform that starts no plugin: the process of the tests serves the provider, and terraform is told where, as a
 * debugger does it (TF_REATTACH_PROVIDERS). To start Node.js three times takes four fifths of a plan's time. Tests of
 * the plugin's own process use {@link Terraform}.
 */
export class AttachedTerraform extends Terraform {
  constructor(
    private readonly home: string,
    env: NodeJS.ProcessEnv = {},
    private readonly served = BACKUPS,
  ) {
    super(home, env);
  }

  /** `init` installs the plugin as ever, so that another terraform can start it in the same directory. */
  override async run(
    directory: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<Finished> {
    if (args[0] === "init") return super.run(directory, args, env);
    return await inPlaceOf(directory, this.home, async () => {
      const ofPlugin = { ...this.env, ...env };
      const servers = await Promise.all(
        Object.entries({ [PROVIDER_SOURCE]: this.served, ...standInsOf(this.home) }).map(
          async ([source, served]) => [source, await serve(served, ofPlugin)] as const,
        ),
      );
      const attached = Object.fromEntries(servers.map(([source, { config }]) => [source, config]));
      try {
        return await super.run(directory, args, { ...env, TF_REATTACH_PROVIDERS: JSON.stringify(attached) });
      } finally {
        for (const [, { close }] of servers) close();
      }
    });
  }
}

/** Serves a provider of its own to each connection, as a process of its own would. */
async function serve({ provider, schema }: Served, env: NodeJS.ProcessEnv) {
  const folder = mkdtempSync(join(tmpdir(), "tfp-"));
  const path = join(folder, "s");
  const server = createServer((socket) => {
    const accept = pluginService(
      () => provider(env),
      schema,
      new RunningCalls(),
      () => undefined,
    );
    accept(socket);
  });
  await new Promise<void>((listening) => server.listen(path, listening));
  return {
    config: {
      Protocol: "grpc",
      ProtocolVersion: 6,
      Pid: process.pid,
      // Terraform does not end the process.
      Test: true,
      Addr: { Network: "unix", String: path },
    },
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let working: { readonly directory: string; readonly before: string; runs: number } | undefined;

/** Does work with the working directory and the home that a plugin's process would have. */
async function inPlaceOf<T>(directory: string, home: string, work: () => Promise<T>): Promise<T> {
  if (working && working.directory !== directory)
    throw new Error(`terraform runs in ${working.directory}: wait for it before one runs in ${directory}`);
  // Another run in the same folder has changed the working directory already.
  const mine = working ?? { directory, before: process.cwd(), runs: 0 };
  working = mine;
  mine.runs++;
  process.chdir(directory);
  jest.spyOn(os, "homedir").mockReturnValue(home);
  try {
    return await work();
  } finally {
    if (--mine.runs === 0) {
      working = undefined;
      process.chdir(mine.before);
      jest.mocked(os.homedir).mockRestore();
    }
  }
}
