import { select } from "../../src/core/selection";
import { operationFor } from "../../src/listings/listing";
import { backupOf } from "../../src/reading/backup-row";
import { listings } from "../../src/vendors";

const NOW = new Date("2026-11-21T12:00:00Z");

/** The newest backup of one row, whose type is written as given, and the warnings about it. */
function newestOf(listing: (typeof listings)[number], word: unknown) {
  const operation = operationFor(listing, {});
  const row = Object.fromEntries(
    Object.entries(operation.fields).flatMap(([name, { becomes, words, notation }]) => {
      if (becomes === "id") return [[name, "101"]];
      if (becomes === "type") return [[name, word]];
      if (becomes === "startedAt")
        return [[name, notation === "epoch" ? 1_795_000_000 : "2026-11-20T02:00:00Z"]];
      const fitting = Object.entries(words ?? {}).find(([, means]) => means === "succeeded");
      return fitting ? [[name, fitting[0]]] : [];
    }),
  );
  const query = { instanceId: "x", region: "r", timeZone: "Z", arguments: {}, now: NOW };
  return select([backupOf(operation, row, query, {})], {}, NOW);
}

const typed = listings.filter((listing) =>
  Object.values(operationFor(listing, {}).fields).some(({ becomes, words }) => becomes === "type" && words),
);

describe.each(typed.map((listing) => [listing.name, listing] as const))("a backup of %s", (_, listing) => {
  it("whose type is a word of no document is chosen with a warning that names the word", () => {
    const { latest, warnings } = newestOf(listing, "Sideways");
    expect(latest?.type).toBe("unknown");
    expect(warnings.map(({ code }) => code)).toContain("unknown-type");
    expect(String(warnings.find(({ code }) => code === "unknown-type")?.message)).toMatch(
      /^Backup 101 of 2026-11-\d\dT\S+Z may not be a full one: \w+ is "Sideways"/,
    );
  });

  it("without a type has no such warning", () => {
    expect(newestOf(listing, undefined).warnings.map(({ code }) => code)).not.toContain("unknown-type");
  });
});
