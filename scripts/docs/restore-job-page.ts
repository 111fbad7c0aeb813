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
    "It runs commands on the machine that runs Terraform. What it promises, and what commands must bear: " +
      "[Run a restore once](../restore.md#run-a-restore-once).",
    "## Example Usage",
    fence("terraform", EXAMPLE),
    "## What depends on it",
    "Refer to `id` from what must not follow the job: it is the name, always known, and never moves. Refer to " +
      "`backup_id` from what must follow it: that is what is restored. If the ID is unknown while Terraform plans and turns " +
      "out to be the same, the job runs nothing, but what refers to `backup_id` was planned for another one and may be " +
      "replaced.",
    "## A job that had another name, or was a null_resource",
    "A job that disappears while another appears for the same backup with the same commands is refused by the plan. A " +
      "`moved` block says that it is the same one, and nothing runs. With Terraform 1.8 or OpenTofu 1.10 it also takes over a " +
      "`null_resource` or a `terraform_data` whose triggers have `BACKUP_ID`: the plan adds what was not in the old state, " +
      "the commands among it, and runs nothing. `hashicorp/null` must be there for that one apply. A job whose last " +
      "run had failed runs again, without a removal.",
    fence("terraform", MOVED),
    "## Keep what was restored",
    "A deleted block, and `terraform destroy`, run the `destroy_command` that the state has. To forget the job and keep " +
      "what it restored:",
    fence("terraform", KEPT),
    "## In tests",
    "`terraform test` runs the commands, and removes what they restored at the end. With `mock_provider` nothing runs; " +
      "results without a default in `mock_resource` are then made-up text, so refer to `backup_id`.",
    schemaSection(attributes),
  );
}
