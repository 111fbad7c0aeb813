import type { Backup } from "../../src/core/backup";
import { inSentences } from "../../src/core/message";
import type { Warning } from "../../src/core/warning";
import { intervalOf } from "../../src/reading/interval";

/** Five minutes, as RFC 3339 UTC. */
const fiveMinutesAfter = (time: string) =>
  new Date(Date.parse(time) + 300_000).toISOString().replace(".000Z", "Z");
const told = (at: string) => ({ at, atLatest: at });

/** A restorable backup, except for what is said of it. */
export function backupOf(changes: Partial<Backup> = {}): Backup {
  const { id = "1", startedAt = "2026-11-20T02:00:00Z" } = changes;
  const { finishedAt = startedAt && fiveMinutesAfter(startedAt) } = changes;
  return {
    id,
    ids: id.split(","),
    instanceId: "db-1",
    region: "r-1",
    status: "succeeded",
    startedAt,
    finishedAt,
    ...intervalOf(
      startedAt === null ? [] : [{ ...told(startedAt), isInstant: false }],
      finishedAt === null ? undefined : told(finishedAt),
    ),
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

/** Warnings as a person reads them in one line each. */
export function textsOf(warnings: readonly Warning[]): readonly string[] {
  return warnings.map((warning) => inSentences(warning));
}
