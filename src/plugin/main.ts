/** The Terraform provider plugin: what `bin/terraform-provider-backups.cjs` starts. */
import { backupsProvider } from "./backups-provider";
import { servePlugin } from "./wire/serve";

void servePlugin(backupsProvider());
