import { listed } from "../emulator/running";
import { jdRedis, type Vendor, vendorOf } from "../helpers/vendors";
import { command, environmentOf } from "./command";

const start = listed();
const polardb = vendorOf("alicloud-polardb");
const at = (hours: number) => new Date(Date.parse("2026-11-20T18:00:00Z") + hours * 3_600_000);

const argsOf = (verb: string, { name, instanceId, region }: Vendor) => [
  verb,
  name,
  "--instance-id",
  instanceId,
  "--region",
  region,
];

it.each([1_795_745_000_000, 17_957_450_000_000, 1_795_745_000_000_000, 2n ** 70n, "1795745000000", -1, 0.5])(
  "a command that gets the time %s names field and value, and prints no older backup",
  async (ConsistentTime) => {
    const rows = [{ ...polardb.row(1, at(1)), ConsistentTime }, polardb.row(2, at(0))];
    const env = environmentOf(await start(polardb, rows));
    const { code, out, err } = await command(argsOf("latest", polardb), env);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("backup 1: Items.Backup[].ConsistentTime: got ");
    expect(err).toContain(String(ConsistentTime));
    expect(err).toContain("expected seconds since 1970, up to the year 9999");
  },
);

it("list shows a backup without an ID or a time by a dash, and as an empty text in JSON", async () => {
  const rows = [
    { ...jdRedis.row(1, at(2), "running"), baseId: undefined, backupStartTime: undefined },
    { ...jdRedis.row(2, at(1)), baseId: "" },
    jdRedis.row(3, at(0)),
  ];
  const env = environmentOf(await start(jdRedis, rows));
  const table = await command(argsOf("list", jdRedis), env);
  expect(table.out.split("\n").slice(1, 4)).toEqual([
    expect.stringMatching(/^- +2026-11-20T19:00:00Z .*no: no ID$/),
    expect.stringMatching(/^3 .*latest$/),
    expect.stringMatching(/^- +- .*no: status running$/),
  ]);
  const json = JSON.parse((await command([...argsOf("list", jdRedis), "--json"], env)).out);
  expect(json).toMatchObject({ total_count: 3, latest_id: "3" });
  expect(json.backups[0]).toMatchObject({ id: "", ids: [], eligible: false, reason: "no ID" });
});
