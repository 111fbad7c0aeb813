import type { BackupsClient, LookupQuery } from "../../src/client";
import { demoCredentials, demoInstances } from "../../src/emulator";
import { lastNight } from "../../src/emulator/demo-schedule";
import type { ListingName } from "../../src/vendors";
import { emulators, listed } from "../emulator/running";
import { clientOf, refusalOf } from "../helpers/client";

const start = emulators();
const startListed = listed();
const DAY = 86_400_000;
const NOW = Date.now();
const LONG_AGO = new Date(NOW - 100 * DAY).toISOString();

/** Arguments with which a listing is asked for a window that ends now. */
const OPEN_ENDED: Partial<Record<ListingName, object>> = {
  "tencentcloud-redis": { beginTime: LONG_AGO },
};

describe.each([
  ["three days behind", -3 * DAY],
  ["two hours behind", -DAY / 12],
  ["three days ahead", 3 * DAY],
])("a machine whose clock is %s", (_, ahead) => {
  it.each(demoInstances.map((instance) => [instance.listing as ListingName, instance] as const))(
    "finds last night's backup of %s: a window up to now ends by the vendor's clock",
    async (listing, { instanceId, region }) => {
      const { url } = await start({ now: () => new Date(NOW) });
      const client: BackupsClient = clientOf(
        url,
        { now: () => new Date(NOW + ahead), maxRetries: 0 },
        demoCredentials,
      );
      for (const more of [{}, OPEN_ENDED[listing] ?? {}]) {
        const { latest, warnings } = await client.lookup(listing, {
          instanceId,
          region,
          ...more,
        } as LookupQuery);
        const night = lastNight(new Date(NOW)).getTime();
        expect(Math.abs(Date.parse(String(latest?.startedAt)) - night)).toBeLessThan(DAY / 24);
        expect(warnings).toEqual([]);
      }
    },
  );
});

describe.each([
  ["twelve minutes behind", -12],
  ["right", 0],
  ["twelve minutes ahead", 12],
])("to the first lookup of a machine whose clock is %s", (_, ahead) => {
  const MINUTE = 60_000;

  async function lookupMinutesAfterRun(minutes: number) {
    const startedAt = new Date(NOW - minutes * MINUTE).toISOString().replace(/\.\d+Z/, "Z");
    const rows = [0, 1].map((node) => ({
      BackupId: node + 1,
      NodeInstanceId: `r-1-db-${node}`,
      BackupStartTime: startedAt,
      BackupStatus: "Success",
      BackupType: "FullBackup",
    }));
    const query = { instanceId: "r-1", region: "cn-hangzhou" };
    const now = () => new Date(NOW);
    const { url } = await startListed({ name: "alicloud-redis", ...query }, rows, { now });
    const client = clientOf(url, { now: () => new Date(NOW + ahead * MINUTE) });
    return await client.lookup("alicloud-redis", query);
  }

  it("a cluster's first run has just begun if the vendor's clock says so", async () => {
    expect((await refusalOf(lookupMinutesAfterRun(2))).message).toContain("1 has just begun");
  });

  it("and has not if the vendor's clock says not", async () => {
    expect((await lookupMinutesAfterRun(12)).latestId).toBe("1,2");
  });
});
