import { writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toJson } from "../../src/core/json";
import { formatTable } from "../../src/core/table";
import { type EmulatorData, readEmulatorData } from "../../src/emulator";
import { emulators } from "../emulator/running";
import { withoutRateLimit } from "../helpers/unlimited";
import { shuffled, type Vendor, vendors } from "../helpers/vendors";
import { command, environmentOf, runCommand } from "./command";

withoutRateLimit();

const HOUR_MS = 3_600_000;
/** Whole seconds, as vendors have them. */
const NOW = Math.floor(Date.now() / 1000) * 1000;

/** The winners' IDs where the vendor's are numbers. */
const NUMBERS: Readonly<Record<string, bigint>> = {
  "tencentcloud-mysql": 9_007_199_254_740_993n,
  "alicloud-redis": 678_312_345_678_901_234_567_893n,
};

/** The ID of the listing's winner, which no number of 53 bits holds. */
const winnerOf = ({ name }: Vendor) => NUMBERS[name] ?? "678312345678901234567890";

/** 230 backups in no order, of which the newest ones cannot be restored. */
function listing(vendor: Vendor): EmulatorData["instances"][number] {
  const at = (hours: number) => new Date(NOW - hours * HOUR_MS);
  const refused = vendor.outcomes.filter((outcome) => outcome !== "succeeded");
  const rows = [
    // One hour old, and newer than whatever can be restored.
    ...refused.map((outcome, index) => vendor.row(1000 + index, at(1 + index / 10), outcome)),
    vendor.row(winnerOf(vendor), at(10)),
    // Its neighbour, from which it cannot be told by a rounded number.
    vendor.row(vendor.name.includes("mysql") ? 9_007_199_254_740_992n : "678312345678901234567889", at(11)),
  ];
  while (rows.length < 230) rows.push(vendor.row(5000 + rows.length, at(20 + rows.length)));
  return {
    listing: vendor.name,
    instanceId: vendor.instanceId,
    region: vendor.region,
    backups: shuffled(rows),
  };
}

describe("230 unordered backups over several pages, the newest of which are not restorable", () => {
  const start = emulators();

  it.each(vendors)("of $name: the right one is latest, with its ID exact", async (vendor) => {
    const emulator = await start({ data: { instances: [listing(vendor)] } });
    const env = environmentOf(emulator);
    const args = [vendor.name, "--instance-id", vendor.instanceId, "--region", vendor.region];
    const id = String(winnerOf(vendor));
    // Where a row's own time of expiry says it, that a newer one was skipped is told.
    const expires = vendor.outcomes.includes("expired") && vendor.name !== "tencentcloud-redis";
    expect(await command(["latest", ...args], env)).toEqual({
      code: 0,
      out: `${id}\n`,
      err: expires
        ? expect.stringMatching(/^warning: A newer backup of .* was skipped: it expired at .*\n$/)
        : "",
    });

    const document = JSON.parse((await command(["list", ...args, "--json"], env)).out);
    expect(document).toMatchObject({ total_count: 230, latest_id: id });
    const { backups } = document;
    expect(backups).toHaveLength(230);
    const winner = backups.findIndex((backup: { id: string }) => backup.id === id);
    const refused = vendor.outcomes.length - 1;
    // Newest first: what cannot be restored stands before the winner, each with its reason.
    expect(winner).toBe(refused);
    for (const backup of backups.slice(0, winner)) {
      expect(backup).toMatchObject({
        eligible: false,
        reason: expect.stringMatching(/^(status|type|expired)/),
      });
    }
    expect(backups[winner]).toMatchObject({
      eligible: true,
      reason: null,
      started_at: new Date(NOW - 10 * HOUR_MS).toISOString().replace(".000Z", "Z"),
    });
    const times = backups.map((backup: { started_at: string }) => Date.parse(backup.started_at));
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it("come from a file, and the machine's time zone changes nothing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "backups-test-"));
    const path = join(folder, "data.json");
    const [vendor] = vendors as [Vendor];
    writeFileSync(path, toJson({ instances: [listing(vendor)] }) ?? "");
    const emulator = await start({ data: await readEmulatorData(path) });
    const args = [
      "latest",
      vendor.name,
      "--instance-id",
      vendor.instanceId,
      "--region",
      vendor.region,
      "--json",
    ];
    const inZone = (TZ: string) => runCommand(args, environmentOf(emulator, { TZ }));
    const [honolulu, kiritimati] = await Promise.all([
      inZone("Pacific/Honolulu"),
      inZone("Pacific/Kiritimati"),
    ]);
    expect(honolulu).toEqual(kiritimati);
    expect(JSON.parse(honolulu.out)).toMatchObject({
      id: String(winnerOf(vendor)),
      started_at: new Date(NOW - 10 * HOUR_MS).toISOString().replace(".000Z", "Z"),
    });
  });
});

it("a table with more rows than a call can have arguments is written", () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => `b-${index}`);
  const columns = [
    { title: "ID", text: (id: string) => id },
    { title: "ELIGIBLE", text: () => "yes" },
  ];
  const lines = formatTable(columns, rows).split("\n");
  expect([lines.length, lines[200_000]]).toEqual([200_002, "b-199999  yes"]);
});
