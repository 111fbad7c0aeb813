import { notOffered } from "../../scripts/docs/not-offered";
import type { Notation } from "../../src/listings/field";
import type { BackupOperation, InstanceOperation, Listing } from "../../src/listings/listing";
import { sweepsOf } from "../../src/reading/request";
import { listingNamed, listings } from "../../src/vendors";
import { objectFacts, operationFacts } from "./vendor-facts";
import { leftOut, restrictions, unpublished } from "./vendor-reasons";

/** `name:type` in one text, as a table; a `?` behind the type is a field that may be missing. */
function tableOf(text: string): ReadonlyMap<string, string> {
  return new Map(text.split(" ").map((entry) => entry.split(":") as [string, string]));
}

/** The types that a notation reads; times and IDs are read in any that a vendor publishes. */
const READS: Readonly<Record<Notation, RegExp>> = {
  id: /^(?:string|int)/,
  text: /^(?:string|int)/,
  calendar: /^string/,
  epoch: /^(?:string|int)/,
  code: /^int/,
  bytes: /^(?:string|int)/,
  any: /./,
};

function operationOf(listing: Listing, action: string): BackupOperation | InstanceOperation {
  const all = [...listing.operations, listing.instances];
  return all.find((operation) => operation.action === action) as BackupOperation | InstanceOperation;
}

/** What is sent by default, and by any argument. */
function sent(listing: Listing, operation: BackupOperation | InstanceOperation) {
  const { page, path = "" } = operation;
  const paged = [page.size, page.number ?? "", page.offset ?? ""];
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
    name === "region" ? "regionId" : "cacheInstanceId",
  );
  if (operation === listing.instances) {
    const sweeps = listing.instances.sweeps ?? [];
    const always = [
      ...paged,
      ...inPath,
      operation.region ?? "",
      ...sweeps.flatMap((sweep) => Object.keys(sweep)),
    ];
    return { always: new Set(always), byArguments: new Set(always) };
  }
  const { example } = listing;
  const [sweep = {}] = sweepsOf(listing, operation as BackupOperation, {
    ...example,
    timeZone: "Z",
    arguments: {},
    now: new Date(),
  });
  const given = Object.entries(sweep).flatMap(([name, value]) => (value === undefined ? [] : name));
  const always = [...paged, ...inPath, ...given];
  const set = Object.values(listing.arguments).flatMap(({ sets }) => sets ?? []);
  return { always: new Set(always), byArguments: new Set([...always, ...Object.keys(sweep), ...set]) };
}

describe.each(operationFacts.map((facts) => [`${facts.listing}, ${facts.operation}`, facts] as const))(
  "%s, by what its vendor publishes,",
  (key, facts) => {
    const listing = listingNamed(facts.listing);
    const operation = operationOf(listing, facts.operation);
    const rows = tableOf(facts.rows);
    const parameters = tableOf(facts.parameters);
    const fields = Object.entries(operation.fields);

    it("has the listing's method, list and total", () => {
      expect(facts.method.split("|")).toContain(operation.method ?? listing.cloud.method);
      expect([operation.rows[0], operation.total]).toEqual([facts.list, facts.total]);
    });

    it("has every field of the listing's table, in a type that its notation reads", () => {
      const undocumented = fields.filter(([name]) => !rows.has(name)).map(([name]) => name);
      expect(undocumented).toEqual(Object.keys(unpublished[key] ?? {}));
      const misread = fields.filter(
        ([name, { notation }]) => !READS[notation as Notation].test(rows.get(name) ?? "string"),
      );
      expect(misread.map(([name]) => name)).toEqual([]);
      const optional = fields.filter(([name, { required }]) => required && rows.get(name)?.endsWith("?"));
      expect(optional.map(([name]) => name)).toEqual([]);
    });

    it("drops no field without a reason", () => {
      if (operation === listing.instances) {
        // Of an instance, a lookup needs the ID, and people what it is and how it does; all else is left out.
        const needless = fields.filter(([, { becomes, note }]) => !becomes && !note);
        expect(needless.map(([name]) => name)).toEqual([]);
        return;
      }
      expect([...rows.keys()].filter((name) => !(name in operation.fields))).toEqual([]);
      const lost = fields.filter(([, { becomes, keeps }]) => becomes === "known" || !(becomes || keeps));
      expect(lost.map(([name]) => name)).toEqual(Object.keys(leftOut[key] ?? {}));
      for (const [name, { keeps }] of fields) {
        if (!Array.isArray(keeps)) continue;
        const place = `${key}, ${name}`;
        const inner = [...tableOf(objectFacts[place] ?? "").keys()];
        expect([place, inner.filter((field) => !keeps.includes(field))]).toEqual([
          place,
          Object.keys(leftOut[place] ?? {}),
        ]);
      }
    });

    it("accepts every sent parameter, and the page names a replacement for every other", () => {
      const { always, byArguments } = sent(listing, operation);
      // Arguments of another operation of the listing are refused.
      const asked = operation === listing.operations[0] ? byArguments : always;
      const invented = [...asked].filter((name) => name !== "" && !parameters.has(name));
      expect(invented).toEqual(Object.keys(unpublished[`${key}, parameters`] ?? {}));
      // Of instances all are listed: parameters narrow or order the list, and those with a default are held below.
      if (operation === listing.instances) return;
      const left = [...parameters.keys()].filter((name) => !byArguments.has(name));
      expect(left.sort()).toEqual(Object.keys(notOffered[key] ?? {}).sort());
    });

    it("hides nothing by default: restricting defaults are overridden, or do not matter", () => {
      const { always } = sent(listing, operation);
      for (const [name, { unless }] of Object.entries(restrictions[key] ?? {})) {
        expect([name, parameters.has(name)]).toEqual([name, true]);
        expect([name, always.has(name) || unless !== undefined]).toEqual([name, true]);
      }
    });
  },
);

it("the facts cover every operation of every listing", () => {
  const all = listings.flatMap((listing) =>
    [...listing.operations, listing.instances].map(({ action }) => `${listing.name}, ${action}`),
  );
  expect(operationFacts.map(({ listing, operation }) => `${listing}, ${operation}`).sort()).toEqual(
    all.sort(),
  );
});
