import type { Backup } from "../../src/backup";

/** A restorable backup, except for what is said of it. */
export function backupOf(changes: Partial<Backup> = {}): Backup {
  const id = changes.id ?? "1";
  return {
    id,
    ids: id.split(","),
    instanceId: "db-1",
    region: "r-1",
    status: "succeeded",
    startedAt: "2026-11-20T02:00:00Z",
    finishedAt: "2026-11-20T02:05:00Z",
    expiresAt: null,
    sizeBytes: 1024,
    type: "full",
    method: "physical",
    trigger: "automatic",
    name: null,
    missingShards: [],
    vendor: {},
    downloadUrl: null,
    internalDownloadUrl: null,
    ...changes,
  };
}
