# Plain Terraform or OpenTofu, without CDKTF. Once, in this directory:
#   npm install cdktf-backups && npx cdktf-backups install && terraform init

terraform {
  required_version = ">= 1.5"
  required_providers {
    backups = {
      source  = "cdktf-backups.internal/npm/backups"
      version = "1.0.0"
    }
  }
}

variable "week" {
  description = "Change it to pin the backup that is newest then."
  type        = string
  default     = "2026-W47"
}

data "backups_tencentcloud_mysql" "orders" {
  instance_id    = "cdb-7mx4r2te"
  region         = "ap-shanghai"
  methods        = ["physical"]
  on_unavailable = "warn"
}

# The pin: what RestorePoint writes in a CDKTF stack.
resource "terraform_data" "drill" {
  input            = data.backups_tencentcloud_mysql.orders.latest
  triggers_replace = { week = var.week }

  lifecycle {
    ignore_changes = [input]
    postcondition {
      condition     = self.input != null
      error_message = "There is nothing to pin: no restorable backup was found. Once there is one, run terraform apply -replace=terraform_data.drill if it still holds none."
    }
  }
}

check "newer_backup" {
  assert {
    condition = try(timecmp(
      data.backups_tencentcloud_mysql.orders.latest.started_at,
      terraform_data.drill.input.started_at,
    ) <= 0, true)
    error_message = "A newer backup than the pinned one exists. Change var.week to pin it."
  }
}

# Read .input, which is known while planning; .output is known after apply only. With try, a destroy goes through even
# where there is nothing to pin; an apply is stopped by the postcondition before.
output "restore_from" {
  value = try(terraform_data.drill.input.id, null)
}

output "data_as_of" {
  value = try(terraform_data.drill.input.started_at, null)
}
