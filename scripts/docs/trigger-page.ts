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
    "It asks no cloud: what it follows comes from a lookup. When to follow, and when to pin: " +
      "[Pin or follow](../restore.md#pin-or-follow).",
    "## Example Usage",
    "The second `terraform_data` stands for what is made anew.",
    fence("terraform", EXAMPLE),
    "Before Terraform 1.4 there is no `terraform_data`: a `null_resource` with the ID in its `triggers` does the same. " +
      "`replace_triggered_by` needs Terraform 1.2.",
    "Refer to that one in `replace_triggered_by`, and not to the trigger itself: Terraform updates the trigger first, " +
      "so if the removal of the old copy failed, the next plan would not know of it.",
    "## When there is no backup",
    'The plan fails, also with `on_unavailable = "warn"` and `required = false` on the lookup. So does the plan before a ' +
      "destroy: `terraform destroy -refresh=false` goes through.",
    schemaSection(attributes),
  );
}
