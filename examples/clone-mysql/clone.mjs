// Orders a clone of a MySQL instance from the job's backup: CreateCloneInstance of cdb 2017-03-20, with Tencent
// Cloud's own command line tool, which has the keys. A clone costs money, so the script only prints the call unless
// CLONE_FOR_REAL=yes. CPU, memory, disk and network are those of the source, unless you add their parameters below.
// The vendor accepts the order at once and carries it out in the background.
import { spawnSync } from "node:child_process";

const { BACKUP_ID, BACKUP_INSTANCE_ID, BACKUP_REGION, BACKUP_TOKEN, CLONE_NAME, CLONE_FOR_REAL } =
  process.env;
if (!/^\d+$/.test(BACKUP_ID ?? "")) {
  console.error(`BACKUP_ID: got ${JSON.stringify(BACKUP_ID)}, expected the ID of a MySQL backup`);
  process.exit(1);
}

// The ID stays text, because some are too large for a JavaScript number.
const call = [
  ...["cdb", "CreateCloneInstance", "--cli-unfold-argument", "--region", BACKUP_REGION],
  ...["--InstanceId", BACKUP_INSTANCE_ID],
  ...["--SpecifiedBackupId", BACKUP_ID],
  // The same name for every attempt to restore this backup, so that a repeated order is visible.
  ...["--InstanceName", `${CLONE_NAME}-${BACKUP_TOKEN?.slice(0, 8)}`],
];

if (CLONE_FOR_REAL !== "yes") {
  console.log(`Dry run, nothing was ordered (set CLONE_FOR_REAL=yes): tccli ${call.join(" ")}`);
} else {
  const { status, error } = spawnSync("tccli", call, { stdio: "inherit" });
  if (error) console.error(`tccli cannot be run (${error.message}): install it with pip install tccli`);
  process.exitCode = status ?? 1;
}
