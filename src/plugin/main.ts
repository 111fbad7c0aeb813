/** The Terraform provider plugin: what `bin/terraform-provider-backups.cjs` starts. */
import { backupsProvider } from "./backups-provider";
import { servePlugin } from "./wire/serve";

/** Settled when the provider is ready to be used, or has said why not. Its presence shows that this file is whole. */
export const served = servePlugin(backupsProvider());
