/** The page of the restore point, in the form of the Terraform registry. */

import { RESTORE_POINT_TYPE, restorePointSchema } from "../../src/resources/restore-point-schema";
import { fence, frontMatter, GENERATED, paragraphs } from "./markdown";
import { schemaSection } from "./schema-section";

/** Name of the page, as the Terraform registry wants it. */
export const RESTORE_POINT_FILE = "restore_point.md";

const LOOKUP = `data "backups_tencentcloud_mysql" "orders" {
  instance_id    = "cdb-7mx4r2te"
  region         = "ap-shanghai"
  on_unavailable = "warn"
}`;

const EXAMPLE = `${LOOKUP}

resource "${RESTORE_POINT_TYPE}" "drill" {
  backup  = data.backups_tencentcloud_mysql.orders.latest
  keepers = { week = "2026-W47" }
}

output "restore_from" {
  value = ${RESTORE_POINT_TYPE}.drill.backup_id
}`;

const BY_ID = `${LOOKUP}

resource "${RESTORE_POINT_TYPE}" "drill" {
  backup_id = "9007199254740993"
  backups   = data.backups_tencentcloud_mysql.orders.backups
}`;

const MOVED = `moved {
  from = terraform_data.drill
  to   = ${RESTORE_POINT_TYPE}.drill
}`;

/** The page of the resource that pins a backup. */
export function restorePointPage(): string {
  const { description, attributes } = restorePointSchema;
  return paragraphs(
    frontMatter(`${RESTORE_POINT_TYPE} Resource - backups`, "", description),
    GENERATED,
    `# ${RESTORE_POINT_TYPE} (Resource)`,
    description,
    "It calls no API: a lookup gives it the backup. [Pin a backup](../restore.md) says when it changes, and what a plan shows.",
    "## Example Usage",
    fence("terraform", EXAMPLE),
    "## Exactly this backup",
    "`backup_id` pins this backup even if there is a newer one, and while the API is down. Its times and size are known if " +
      "it is in `backups`. If `backup_id` is null, a new point is an error, unless you also give `backup`.",
    fence("terraform", BY_ID),
    "## A pin that was a terraform_data",
    "With Terraform 1.8 or OpenTofu 1.10 a `moved` block takes over its backup and its keepers: 0 to add, 0 to change. " +
      "Delete the block once it is applied everywhere.",
    fence("terraform", MOVED),
    schemaSection(attributes),
  );
}
