/** The page of the restore job, in the form of the Terraform registry. */

import { RESTORE_JOB_TYPE, restoreJobSchema } from "../../src/resources/restore-job-schema";
import { fence, frontMatter, GENERATED, paragraphs } from "./markdown";
import { schemaSection } from "./schema-section";

/** Name of the page, as the Terraform registry wants it. */
export const RESTORE_JOB_FILE = "restore_job.md";

const EXAMPLE = `data "backups_tencentcloud_mysql" "orders" {
  instance_id    = "cdb-7mx4r2te"
  region         = "ap-shanghai"
  on_unavailable = "warn"
}

resource "backups_restore_point" "drill" {
  backup  = data.backups_tencentcloud_mysql.orders.latest
  keepers = { week = "2026-W47" }
}

resource "${RESTORE_JOB_TYPE}" "clone" {
  name            = "orders-clone"
  backup_id       = backups_restore_point.drill.backup_id
  instance_id     = backups_restore_point.drill.instance_id
  command         = "./clone.sh"
  destroy_command = "./remove.sh"
  variables       = { CLONE_NAME = "orders-clone-1" }
}`;

const MOVED = `moved {
  from = null_resource.clone
  to   = ${RESTORE_JOB_TYPE}.clone
}`;

const KEPT = `removed {
  from = ${RESTORE_JOB_TYPE}.clone
  lifecycle {
    destroy = false
  }
}`;

/** The page of the resource that runs a command for a backup. */
export function restoreJobPage(): string {
  const { description, attributes } = restoreJobSchema;
  return paragraphs(
    frontMatter(`${RESTORE_JOB_TYPE} Resource - backups`, "", description),
    GENERATED,
    `# ${RESTORE_JOB_TYPE} (Resource)`,
    description,
    "It runs commands on the machine that runs Terraform. [Run a restore once](../restore.md#run-a-restore-once) says what " +
      "it guarantees, and how to write the commands.",
    "## Example Usage",
    fence("terraform", EXAMPLE),
    "## What depends on it",
    "`id` is the job's name: it is always known and never changes. `backup_id` is the restored backup: refer to it from " +
      "resources that must change with it. If the ID is unknown while Terraform plans, resources that refer to `backup_id` " +
      "may be replaced, even if the ID turns out to be the same and the job runs nothing.",
    "## A job that had another name, or was a null_resource",
    "If you rename a job, the plan fails until you add a `moved` block. With the block nothing runs. With Terraform 1.8 or " +
      "OpenTofu 1.10 a `moved` block also takes over a `null_resource` or a `terraform_data` whose triggers have " +
      "`BACKUP_ID`: the plan adds the attributes that the old state lacks, such as the commands, and runs nothing. That one " +
      "apply still needs `hashicorp/null`. A job whose last run failed runs again, without a removal.",
    fence("terraform", MOVED),
    "## Keep what was restored",
    "If you delete the block, or run `terraform destroy`, Terraform runs the `destroy_command` in the state. To forget the " +
      "job and keep the restored database:",
    fence("terraform", KEPT),
    "## In tests",
    "`terraform test` runs the commands, and at the end the `destroy_command`. With `mock_provider` nothing runs; " +
      "results without a default in `mock_resource` are then invented text, so refer to `backup_id`.",
    schemaSection(attributes),
  );
}
