/** The Terraform provider plugin: what `bin/terraform-provider-backups.cjs` starts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { servePlugin } from "./wire/serve";

/** Settled when the provider is ready to be used, or has said why not. Its presence shows that this file is whole. */
export const served = servePlugin(
  () => (require("./backups-provider") as typeof import("./backups-provider")).backupsProvider(),
  // Made by the build: one of the three processes of a plan is asked for nothing else.
  () => readFileSync(join(__dirname, "../bundle/provider-schema.bin")),
);
