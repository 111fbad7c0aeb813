import { listed } from "../../emulator/running";
import { clientOf } from "../../helpers/client";

const start = listed();
const query = { instanceId: "mysql-wp4e9ztap2", region: "cn-north-1" };
const serve = (...rows: Record<string, unknown>[]) => start({ name: "jdcloud-rds", ...query }, rows);

describe("JD Cloud RDS", () => {
  it("reads the sample of the vendor's document, whose times have no zone", async () => {
    const backup = (backupId: string, backupMode: string, backupStartTime: string) => ({
      backupId,
      backupMode,
      backupName: "dj_backup",
      backupSizeByte: 15_167_776,
      backupStartTime,
      backupStatus: "COMPLETED",
      instanceId: query.instanceId,
    });
    const rows = [
      backup("0313e588-44d0-4b20-b532-6eebb9d83352", "manual", "2020-01-07T15:14:07"),
      backup("dcd25cd6-a787-4fea-8e89-1451ba600591", "auto", "2020-01-07T02:13:03"),
    ];
    const { url } = await serve(...rows);
    expect((await clientOf(url).lookup("jdcloud-rds", query)).backups).toMatchObject([
      { id: "0313e588-44d0-4b20-b532-6eebb9d83352", startedAt: "2020-01-07T07:14:07Z", trigger: "manual" },
      { id: "dcd25cd6-a787-4fea-8e89-1451ba600591", startedAt: "2020-01-06T18:13:03Z", trigger: "automatic" },
    ]);
  });

  it("reads its times in the given zone, and names it if a backup is in the future", async () => {
    const backups = [
      {
        backupId: "1",
        backupStartTime: "2026-11-20 02:00:00",
        backupEndTime: "2026-11-20 03:00:00",
        backupStatus: "COMPLETED",
      },
    ];
    const { url } = await serve(...backups);
    const client = clientOf(url);
    expect((await client.lookup("jdcloud-rds", query)).latest?.startedAt).toBe("2026-11-19T18:00:00Z");
    const asked = { ...query, timeZone: "Z" };
    expect((await client.lookup("jdcloud-rds", asked)).latest?.startedAt).toBe("2026-11-20T02:00:00Z");
    // In the wrong zone it would pass.
    const consistentBefore = "2026-11-20T00:00:00Z";
    expect((await client.lookup("jdcloud-rds", { ...query, consistentBefore })).latestId).toBe("1");
    await expect(client.lookup("jdcloud-rds", { ...asked, consistentBefore })).rejects.toMatchObject({
      code: "no-eligible-backup",
    });
    await expect(client.lookup("jdcloud-rds", { ...query, timeZone: "Beijing" })).rejects.toMatchObject({
      code: "usage",
      argument: "timeZone",
    });
  });

  it("skips backups of single databases, and retained or partly deleted ones", async () => {
    const row = (backupId: string, day: number, more: object) => ({
      backupId,
      backupStartTime: `2026-11-${day} 02:00:00`,
      backupStatus: "COMPLETED",
      ...more,
    });
    const rows = [
      row("databases", 20, { backupUnit: "database", backupType: "full" }),
      row("retained", 19, { backupStatus: "RETAINED" }),
      row("half-deleted", 18, { backupStatus: "DELETE_ERROR" }),
      row("diff", 17, { backupType: "diff" }),
      row("whole", 16, { backupUnit: "instance", backupType: "full" }),
    ];
    const { url } = await serve(...rows);
    expect((await clientOf(url).lookup("jdcloud-rds", query)).latestId).toBe("whole");
  });

  it("reads a listing of full pages from a server that repeats the last page after the end", async () => {
    const backups = Array.from({ length: 200 }, (_, index) => ({
      backupId: `b${index}`,
      backupStartTime: new Date(Date.UTC(2026, 9, 1) - index * 3_600_000).toISOString().slice(0, 19),
      backupStatus: "COMPLETED",
    }));
    const found = await clientOf((await serve(...backups)).url).lookup("jdcloud-rds", query);
    expect(found).toMatchObject({ latestId: "b0", totalCount: 200 });
  });
});
