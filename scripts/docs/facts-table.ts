/** The facts of a listing's requests. */
import { endpointVariable } from "../../src/listings/endpoint";
import { type Listing, zoneOf } from "../../src/listings/listing";
import { permissionFor } from "../../src/listings/permission";
import { sweepsOf } from "../../src/reading/request";
import { className } from "./examples";
import { code, codes, table } from "./markdown";

/** Where the vendor's request names the instance and the region. */
function commonParameters(listing: Listing): { readonly instanceId: string; readonly region: string } {
  const { cloud, operations, example } = listing;
  const [operation] = operations;
  const query = { ...example, timeZone: zoneOf(listing), arguments: {}, now: new Date(0) };
  const parameters = Object.entries(sweepsOf(listing, operation, query)[0] ?? {});
  const holding = (text: string) =>
    parameters.filter(([, value]) => JSON.stringify(value)?.includes(text)).map(([name]) => code(name))[0];
  const elsewhere = cloud.regionHeader ? `header ${code(cloud.regionHeader)}` : "the host";
  return {
    instanceId: holding(example.instanceId) ?? "the path",
    region: holding(example.region) ?? (operation.path ? "the path" : elsewhere),
  };
}

/** The table at the top of a data source's page. */
export function factsTable(listing: Listing): string {
  const { cloud, operations, instances, service } = listing;
  const [{ path = "/" }] = operations;
  const { instanceId, region } = commonParameters(listing);
  const address = `${cloud.endpoint(service, listing.example.region, {})}${path}`;
  const methods = [...new Set(operations.map(({ method }) => method ?? cloud.method))];
  const named = ({ action, version }: { readonly action: string; readonly version: string }) =>
    `${code(action)}, API version ${version}`;
  return table(
    ["", ""],
    [
      ["Operation", operations.map(named).join("; ")],
      ["Instances from", named(instances)],
      ["Permission", codes(operations.map((operation) => permissionFor(listing, operation)))],
      ["Permission for the list of instances", code(permissionFor(listing, instances))],
      [
        "Request",
        `${methods.map((method) => code(`${method} ${address}`)).join(" or ")}, signed for the service ${code(service)}`,
      ],
      ["Instance and region", `${instanceId}, ${region}`],
      ["CDKTF construct", code(className(listing))],
      ["Listing of the command", code(listing.name)],
      [
        "Times without a zone",
        zoneOf(listing) === "Z" ? "are read as UTC" : `are read as ${zoneOf(listing)}`,
      ],
      ["Rows per request", [...new Set(operations.map(({ page }) => String(page.largest)))].join(", ")],
      ["Requests per second, at most", String(listing.requestsPerSecond)],
      ["Variable for another address", code(endpointVariable(listing))],
    ],
  );
}
