# What the pin does, without a cloud and without keys: `terraform test` (1.7 or newer). The provider is the real one, and
# only the answer of the lookup is invented.

# The newest backup in each run without an own answer.
override_data {
  target = data.backups_tencentcloud_mysql.orders
  values = {
    latest = {
      id          = "1002"
      instance_id = "cdb-7mx4r2te"
      region      = "ap-shanghai"
      started_at  = "2026-11-17T18:00:00Z"
      expires_at  = null
    }
  }
}

run "pins_the_newest" {
  override_data {
    target = data.backups_tencentcloud_mysql.orders
    values = {
      latest = {
        id          = "1001"
        instance_id = "cdb-7mx4r2te"
        region      = "ap-shanghai"
        started_at  = "2026-11-16T18:00:00Z"
        expires_at  = null
      }
    }
  }
  assert {
    condition     = output.restore_from == "1001"
    error_message = "The point pinned ${output.restore_from}."
  }
}

run "keeps_it_although_a_newer_one_exists" {
  assert {
    condition     = output.restore_from == "1001"
    error_message = "The pin moved to ${output.restore_from}."
  }
}

run "moves_in_the_next_week" {
  variables { week = "2026-W48" }
  assert {
    condition     = output.restore_from == "1002"
    error_message = "The pin stayed at ${output.restore_from}."
  }
}
