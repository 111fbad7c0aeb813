#!/bin/sh
# The same guard for a monitoring system or a CI step: one line, and exit code 0 (fresh), 1 (warning), 2 (too old, or
# nothing restorable) or 3 (the lookup failed).
exec npx cdktf-backups check tencentcloud-mysql \
  --instance-id "${1:-cdb-7mx4r2te}" --region "${2:-ap-shanghai}" \
  --warn-age 26h --max-age 50h
