/** The page of the trigger, in the form of the Terraform registry. */

import { TRIGGER_TYPE, triggerSchema } from "../../src/resources/trigger-schema";
import { fence, frontMatter, GENERATED, paragraphs } from "./markdown";
import { schemaSection } from "./schema-section";

/** Name of the page, as the Terraform registry wants it. */
export const TRIGGER_FILE = "trigger.md";

const EXAMPLE = `data "backups_tencentcloud_mysql" "production" {
  instance_id = "cdb-7mx4r2te"
  region      = "ap-shanghai"
}

resource "${TRIGGER_TYPE}" "nightly" {
  backups = data.backups_tencentcloud_mysql.production.backups
}

resource "terraform_data" "nightly" {
  triggers_replace = ${TRIGGER_TYPE}.nightly.backup_id
}

resource "terraform_data" "staging" {
  lifecycle {
    replace_triggered_by = [terraform_data.nightly]
  }
}`;

/** The page of the resource that follows the newest backup. */
export function triggerPage(): string {
  const { description, attributes } = triggerSchema;
  return paragraphs(
    frontMatter(`${TRIGGER_TYPE} Resource - backups`, "", description),
    GENERATED,
    `# ${TRIGGER_TYPE} (Resource)`,
    description,
    "It calls no API: a lookup gives it the backups. [Pin or follow](../restore.md#pin-or-follow) says when to use it.",
    "## Example Usage",
    "The second `terraform_data` stands for the resource that is recreated.",
    fence("terraform", EXAMPLE),
    "Before Terraform 1.4 there is no `terraform_data`: a `null_resource` with the ID in its `triggers` does the same. " +
      "`replace_triggered_by` needs Terraform 1.2.",
    "In `replace_triggered_by`, refer to the first `terraform_data`, not to the trigger itself: Terraform updates the " +
      "trigger first, so if the removal of the old copy fails, the next plan does not try again.",
    "## When there is no backup",
    'The plan fails, also with `on_unavailable = "warn"` and `required = false` on the lookup. A destroy plans too, and ' +
      "fails: run `terraform destroy -refresh=false`.",
    schemaSection(attributes),
  );
}
