/** The Terraform provider plugin, started by `bin/terraform-provider-backups.cjs`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { servePlugin } from "./wire/serve";

/**
 * Resolves when the provider is ready, or has printed why not. The launcher checks this export to see that the file is
 * complete.
 */
export const served = servePlugin(
  () => (require("./backups-provider") as typeof import("./backups-provider")).backupsProvider(),
  // Made by the build, because one of the three processes of a plan needs nothing else.
  () => readFileSync(join(__dirname, "../bundle/provider-schema.bin")),
);
