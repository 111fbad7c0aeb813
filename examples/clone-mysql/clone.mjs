// Orders a clone of a MySQL instance from the backup that the job names: CreateCloneInstance of cdb 2017-03-20, by
// Tencent Cloud's own command line tool, which has the keys. A clone costs money, so nothing is ordered unless
// CLONE_FOR_REAL=yes; without it the call is printed. CPU, memory, disk and network are the source's unless you add
// their parameters below. The order is accepted at once and carried out in the background.
import { spawnSync } from "node:child_process";

const { BACKUP_ID, BACKUP_INSTANCE_ID, BACKUP_REGION, BACKUP_TOKEN, CLONE_NAME, CLONE_FOR_REAL } =
  process.env;
if (!/^\d+$/.test(BACKUP_ID ?? "")) {
  console.error(`BACKUP_ID: got ${JSON.stringify(BACKUP_ID)}, expected the ID of a MySQL backup`);
  process.exit(1);
}

// The ID stays text from end to end: some are too large for a JavaScript number.
const call = [
  ...["cdb", "CreateCloneInstance", "--cli-unfold-argument", "--region", BACKUP_REGION],
  ...["--InstanceId", BACKUP_INSTANCE_ID],
  ...["--SpecifiedBackupId", BACKUP_ID],
  // The same for every attempt to restore this backup: an order that was made twice shows.
  ...["--InstanceName", `${CLONE_NAME}-${BACKUP_TOKEN?.slice(0, 8)}`],
];

if (CLONE_FOR_REAL !== "yes") {
  console.log(`Dry run, nothing was ordered (set CLONE_FOR_REAL=yes): tccli ${call.join(" ")}`);
} else {
  const { status, error } = spawnSync("tccli", call, { stdio: "inherit" });
  if (error) console.error(`tccli cannot be run (${error.message}): install it with pip install tccli`);
  process.exitCode = status ?? 1;
}
