/** The Terraform provider plugin: what `bin/terraform-provider-backups.cjs` starts. */
import { backupsProvider } from "./backups-provider";
import { servePlugin } from "./serve";

void servePlugin(backupsProvider());
