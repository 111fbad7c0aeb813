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

# The pin, like RestorePoint in a CDKTF stack. It keeps its backup until var.week changes.
resource "backups_restore_point" "drill" {
  backup  = data.backups_tencentcloud_mysql.orders.latest
  keepers = { week = var.week }
}

output "restore_from" {
  value = backups_restore_point.drill.backup_id
}

output "data_as_of" {
  value = backups_restore_point.drill.started_at
}
