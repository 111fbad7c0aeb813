/** Where tests of fleets run: an emulator without the vendors' rates, and a folder for files. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, environmentOf, type Outcome } from "../cli/command";
import { emulators } from "../emulator/running";
import { temporaryDirectory } from "../helpers/terraform";
import { withoutRateLimit } from "../helpers/unlimited";
import type { Fleet } from "./fleet";

/** What a test has. */
export interface Ground {
  readonly directory: string;
  readonly path: (name: string) => string;
  /** Starts an emulator that holds a fleet, and writes the fleet's file. */
  readonly open: (fleet: Fleet) => Promise<Opened>;
}

/** A fleet that is being served. */
export interface Opened {
  readonly file: string;
  readonly emulator: Awaited<ReturnType<ReturnType<typeof emulators>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs a command over the file in this process. */
  readonly run: (name: string, ...args: readonly string[]) => Promise<Outcome>;
}

/** The ground of a suite. The vendors' rates are other tests' subject. */
export function fleetGround(): Ground {
  const start = emulators();
  const directory = temporaryDirectory();
  withoutRateLimit();
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const path = (name: string) => join(directory, name);
  return {
    directory,
    path,
    open: async ({ yaml, data }) => {
      const emulator = await start({ data });
      const file = path("backups.yaml");
      writeFileSync(file, yaml);
      const env = environmentOf(emulator);
      return { file, emulator, env, run: (name, ...args) => command([name, "--file", file, ...args], env) };
    },
  };
}
