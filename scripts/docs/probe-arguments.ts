/** Finds out which of the vendor's parameters an argument sets, by asking with it and without it. */
import type { Argument, ArgumentKind } from "../../src/argument";
import type { Listing, ListingQuery } from "../../src/listings/listing";
import { probeQuery } from "./probe-fields";

/** A value of each kind that can be an argument of a listing. */
const SAMPLES: Partial<Record<ArgumentKind, unknown>> = {
  string: "text",
  digits: "1022",
  time: "2026-11-01T00:00:00Z",
  bool: true,
};

function sampleOf(name: string, { kind, allowed }: Argument): unknown {
  if (allowed?.length) return kind === "integers" || kind === "strings" ? [allowed[0]] : allowed[0];
  if (Object.hasOwn(SAMPLES, kind)) return SAMPLES[kind];
  throw new Error(`${name}: scripts/docs/probe-arguments.ts has no sample of kind ${kind}`);
}

/** Everything of the first request that a query decides. */
function requestOf(listing: Listing, query: ListingQuery): ReadonlyMap<string, string> {
  const operation = listing.operation(query);
  const [sweep = {}] = operation.sweeps(query);
  const { headers } = listing.cloud.sign(
    {
      service: listing.service,
      version: operation.version,
      action: operation.action,
      region: query.region,
      parameters: {},
    },
    new URL("https://api.example.com"),
    { accessKey: "key", secretKey: "secret" },
    { date: new Date(0), nonce: "nonce" },
  );
  const own = Object.entries(headers).filter(([name]) => !/^(authorization|host)$/i.test(name));
  return new Map([
    ["operation", operation.action],
    ...Object.entries(sweep).map(([name, value]) => [name, JSON.stringify(value)] as const),
    ...own.map(([name, value]) => [`header ${name}`, value] as const),
    ["path", operation.path?.(query) ?? "/"],
  ]);
}

/** Names of what differs between two requests: parameters, `header X`, `path` or `operation`. */
function setBy(listing: Listing, query: ListingQuery): readonly string[] {
  const [before, after] = [requestOf(listing, probeQuery(listing)), requestOf(listing, query)];
  if (before.get("operation") !== after.get("operation")) return ["operation"];
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
}

/** What of the vendor's request each argument sets; by the argument's name. */
export function vendorParameters(listing: Listing): ReadonlyMap<string, readonly string[]> {
  const query = probeQuery(listing);
  return new Map([
    ["instanceId", setBy(listing, { ...query, instanceId: "another-instance" })],
    ["region", setBy(listing, { ...query, region: "another-region" })],
    ...Object.entries(listing.arguments).map(
      ([name, argument]) =>
        [name, setBy(listing, { ...query, arguments: { [name]: sampleOf(name, argument) } })] as const,
    ),
  ]);
}
