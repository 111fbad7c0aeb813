/** The instances that the example looks up: the context in cdktf.json, which the app reads as well. */
import { readFileSync } from "node:fs";
import { demoInstances } from "../../src/emulator";

/** cdktf.json, as far as it is needed here. */
export interface ExampleProject {
  /** The command that runs the app. */
  readonly app: string;
  readonly context: {
    readonly instances: Readonly<Record<string, { readonly listing: string; readonly instanceId: string }>>;
  };
}

/** Reads cdktf.json in the working directory. */
export function readProject(): ExampleProject {
  return JSON.parse(readFileSync("cdktf.json", "utf8")) as ExampleProject;
}

/** The project's instance IDs that are the emulator's own (`true`), or that are not (`false`). */
export function instancesOf({ context }: ExampleProject, emulated: boolean): readonly string[] {
  const invented = new Set(demoInstances.map(({ instanceId }) => instanceId));
  return Object.values(context.instances)
    .map(({ instanceId }) => instanceId)
    .filter((instanceId) => invented.has(instanceId) === emulated);
}
