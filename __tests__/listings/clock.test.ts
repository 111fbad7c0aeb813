import type { BackupsClient, LookupQuery } from "../../src/client";
import { demoCredentials, demoInstances } from "../../src/emulator";
import { lastNight } from "../../src/emulator/demo-schedule";
import type { ListingName } from "../../src/listings";
import { emulators } from "../emulator/running";
import { clientOf } from "../helpers/client";

const start = emulators();
const DAY = 86_400_000;
const NOW = Date.now();
const LONG_AGO = new Date(NOW - 100 * DAY).toISOString();

/** Arguments with which a listing is asked for a window that ends now. */
const OPEN_ENDED: Partial<Record<ListingName, object>> = {
  "tencentcloud-redis": { beginTime: LONG_AGO },
  "tencentcloud-postgres": { minFinishTime: LONG_AGO },
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
