import { anId, escaped, isId } from "../../src/core/id";
import { listed } from "../emulator/running";
import { textsOf } from "../helpers/backups";
import { clientOf, refusalOf } from "../helpers/client";
import { jdRedis } from "../helpers/vendors";

const start = listed();
const now = () => new Date("2026-11-21T12:00:00Z");
const at = (hours: number) => new Date(Date.parse("2026-11-20T18:00:00Z") + hours * 3_600_000);

/** IDs that are none, and how they are shown. */
const UNREADABLE: readonly (readonly [string, string])[] = [
  ["a b", "a b"],
  ["a\u00a0b", "a\\u{a0}b"],
  ["a\u200bb", "a\\u{200b}b"],
  ["a\u202eb", "a\\u{202e}b"],
  ["a\u2066b", "a\\u{2066}b"],
  ["a\u3164b", "a\\u{3164}b"],
  ["a\ufe0fb", "a\\u{fe0f}b"],
  ["a\u{e0041}b", "a\\u{e0041}b"],
  ["a\ud800b", "a\\u{d800}b"],
  ["a\ufffdb", "a\\u{fffd}b"],
  ["a\u0000b", "a\\u{0}b"],
  ["a\u009bb", "a\\u{9b}b"],
  ["a\nb", "a\\u{a}b"],
  ["-a", "-a"],
  ["a".repeat(257), "a".repeat(80)],
];

describe("an ID", () => {
  it.each(["1", "2e4127f8-affe-11e8-941e-4846fb00c75d", "cb-o8c2", "a*(1)!", "库-1", "a".repeat(256), "0"])(
    "may be %j",
    (id) => {
      expect(isId(id)).toBe(true);
      expect(escaped(id)).toBe(id);
    },
  );

  it.each(UNREADABLE)("cannot be %j, in arguments and in rows", async (id, shown) => {
    expect(isId(id)).toBe(false);
    expect(isId("")).toBe(false);
    const { url } = await start(jdRedis, [jdRedis.row(1, at(0)), { ...jdRedis.row(2, at(-1)), baseId: id }], {
      now,
    });
    const { region, name, instanceId } = jdRedis;
    const client = clientOf(url, { now });
    const asked = await refusalOf(client.lookup(name, { instanceId: id, region }));
    expect(asked).toMatchObject({ code: "usage", argument: "instanceId" });
    expect(asked.message).toContain(`expected ${anId}`);
    expect(asked.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    // An older row with such an ID is shown, and is not eligible.
    const { latest, verdicts, warnings } = await client.examine(name, { instanceId, region });
    expect([latest?.id, warnings]).toEqual(["1", []]);
    expect(verdicts[1]).toMatchObject({ backup: { id: shown }, eligible: false, reason: "unreadable ID" });
  });

  it.each(UNREADABLE)(
    "of the newest backup as %j is an invalid answer that names field and value",
    async (id, shown) => {
      const { url } = await start(
        jdRedis,
        [jdRedis.row(1, at(0)), { ...jdRedis.row(2, at(1)), baseId: id }],
        { now },
      );
      const { region, name, instanceId } = jdRedis;
      for (const more of [{}, { required: false }]) {
        const error = await refusalOf(clientOf(url, { now }).lookup(name, { instanceId, region, ...more }));
        expect(error.code).toBe("invalid-response");
        expect(error.message).toContain(`backups[].baseId: got "${shown}", expected ${anId}`);
        expect(error.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
      // One that does not fit by itself could not win.
      const older = { instanceId, region, startedBefore: at(0).toISOString() };
      expect((await clientOf(url, { now }).lookup(name, older)).latestId).toBe("1");
    },
  );

  it("may be missing for a running backup; a backup with an empty one is never eligible", async () => {
    const running = { ...jdRedis.row(2, at(1), "running"), baseId: null };
    const { url } = await start(
      jdRedis,
      [running, jdRedis.row(1, at(0)), { ...jdRedis.row(3, at(2)), baseId: "" }],
      { now },
    );
    const { region, name, instanceId } = jdRedis;
    const client = clientOf(url, { now });
    const result = await client.lookup(name, { instanceId, region });
    expect(result).toMatchObject({ latestId: "1", totalCount: 3, eligibleCount: 1 });
    expect(textsOf(result.warnings)).toEqual([
      "A newer backup of 2026-11-20T20:00:00Z was skipped: it has no ID. Look for it in the vendor's console.",
    ]);
    const { verdicts } = await client.examine(name, { instanceId, region });
    expect(verdicts.map(({ backup, reason }) => [backup.id, backup.ids, reason])).toEqual([
      ["", [], "no ID"],
      ["", [], "status running"],
      ["1", ["1"], null],
    ]);
  });
});
