import fc from "fast-check";
import type { Backup } from "../../src/backup";
import { joinShards, type ShardBackup } from "../../src/listings/shard-sets";
import { select } from "../../src/selection";
import { backupOf } from "../helpers/backups";

const now = new Date("2026-11-21T12:00:00Z");

/** Nightly runs of some shards, each shard of each night present, failed or missing. */
const nights = fc
  .record({
    shards: fc.integer({ min: 2, max: 12 }),
    runs: fc.array(
      fc.array(fc.constantFrom("succeeded", "succeeded", "succeeded", "failed", "running", "missing"), {
        minLength: 12,
        maxLength: 12,
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ shards, runs }) =>
    runs.flatMap((outcomes, night) =>
      outcomes.slice(0, shards).flatMap((status, shard): ShardBackup[] => {
        if (status === "missing") return [];
        const at = new Date(Date.UTC(2026, 10, 1 + night, 18, 0, shard * 4));
        return [
          {
            shard: `r-1-db-${shard}`,
            backup: backupOf({
              id: String(1000 * (night + 1) + shard),
              status: status as Backup["status"],
              startedAt: at.toISOString().replace(".000Z", "Z"),
              sizeBytes: 1,
            }),
          },
        ];
      }),
    ),
  );

describe("shard sets", () => {
  it("are whole, or refused", () => {
    fc.assert(
      fc.property(nights, (rows) => {
        const shards = new Set(rows.map(({ shard }) => shard));
        const statusOf = new Map(rows.map(({ backup }) => [backup.id, backup.status]));
        const { verdicts } = select(joinShards(rows), {}, now);
        for (const { backup, eligible } of verdicts) {
          const whole =
            backup.ids.length === shards.size && backup.ids.every((id) => statusOf.get(id) === "succeeded");
          expect(eligible).toBe(whole);
          expect(backup.id).toBe(backup.ids.join(","));
          expect(new Set(backup.ids.map((id) => Math.floor(Number(id) / 1000))).size).toBe(1);
          expect(backup.missingShards.length).toBe(shards.size - backup.ids.length);
        }
      }),
    );
  });

  it("hold every row exactly once", () => {
    fc.assert(
      fc.property(nights, (rows) => {
        const ids = joinShards(rows).flatMap((set) => set.ids);
        expect([...ids].sort()).toEqual(rows.map(({ backup }) => backup.id).sort());
      }),
    );
  });

  it("are the same in whatever order the rows come", () => {
    const twice = nights.chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      ),
    );
    fc.assert(
      fc.property(twice, ([rows, mixed]) => {
        expect(select(joinShards(mixed), {}, now)).toEqual(select(joinShards(rows), {}, now));
      }),
    );
  });

  it("are cut where a shard comes a second time, even minutes later", () => {
    const row = (shard: string, id: string, minute: number): ShardBackup => ({
      shard,
      backup: backupOf({ id, startedAt: `2026-11-20T18:0${minute}:00Z` }),
    });
    const sets = joinShards([row("a", "1", 0), row("b", "2", 1), row("a", "3", 4), row("b", "4", 5)]);
    expect(sets.map(({ id }) => id)).toEqual(["1,2", "3,4"]);
  });

  it("keep in vendor what all shards say alike", () => {
    const row = (shard: string, vendor: Record<string, string>): ShardBackup => ({
      shard,
      backup: backupOf({ id: shard, vendor }),
    });
    const [set] = joinShards([
      row("a", { EngineVersion: "5.0", BackupJobID: "1" }),
      row("b", { EngineVersion: "5.0", BackupJobID: "2" }),
    ]);
    expect(set?.vendor).toEqual({ EngineVersion: "5.0", Shards: "a,b" });
  });
});
