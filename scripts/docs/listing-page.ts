/** One page per listing, for people. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ArgumentTable, snakeCase } from "../../src/core/argument";
import { secretBackupFields } from "../../src/core/backup";
import { dataSourceType } from "../../src/listings/data-source-type";
import { endpointVariable } from "../../src/listings/endpoint";
import type { BackupField, FieldTable } from "../../src/listings/field";
import { type BackupOperation, type Listing, zoneOf } from "../../src/listings/listing";
import { permissionFor, policyForms, policyOf } from "../../src/listings/permission";
import { commonArguments } from "../../src/lookup/query";
import { sweepsOf } from "../../src/reading/request";
import { descriptionOf } from "./argument-description";
import { className, commandExample, hclExample, typescriptExample } from "./examples";
import { instancesSection } from "./instances-section";
import { code, codes, fence, GENERATED, paragraphs, table } from "./markdown";
import { dataSourceFile } from "./page-files";

/** Where the vendor's request says what the arguments of every listing say. */
function commonParameters(listing: Listing): Record<string, string> {
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

function argumentsTable(listing: Listing): string {
  const common = commonParameters(listing);
  const all: ArgumentTable = { ...commonArguments, ...listing.arguments };
  const rows = Object.entries(all).map(([name, argument]) => [
    code(name),
    common[name] ?? (argument.sets ? code(argument.sets) : ""),
    descriptionOf(argument),
  ]);
  return table(["Argument", "Parameter of the request", "Meaning"], rows);
}

/** `startedAt` as Terraform has it; a signed address is marked. */
function place(name: string): string {
  const secret = (secretBackupFields as readonly string[]).includes(name);
  return `${code(snakeCase(name))}${secret ? " (a secret; never in Terraform)" : ""}`;
}

/** What becomes of a field. */
function fateOf(
  name: string,
  { becomes, words, note, unit, keeps, isInstant }: BackupField,
  fields: FieldTable<string>,
): string {
  if (becomes === "owner") return "Must be the instance that was asked for; else the answer is refused.";
  if (becomes === "known") return note ?? "Left out: the question said it.";
  const vendor = code(`vendor.${name}`);
  const parts = Array.isArray(keeps) ? ` (of each: ${codes(keeps)})` : "";
  if (becomes === undefined) return [`${vendor}${parts}`, note].filter(Boolean).join("; ");
  const before = Object.keys(fields).filter((other) => fields[other]?.becomes === becomes);
  const better = before.slice(0, before.indexOf(name));
  const where = [
    becomes === "id" ? `${place("id")}, ${place("ids")}` : place(becomes),
    isInstant ? `, ${place("consistentFrom")}, ${place("consistentTo")}` : "",
    unit ? ` (in units of ${unit} bytes)` : "",
    better.length > 0
      ? ` where ${better.map(code).join(" and ")} ${better.length > 1 ? "are" : "is"} empty`
      : "",
    words ? `, ${vendor}` : "",
  ].join("");
  const meanings = Object.entries(words ?? {}).map(([word, means]) =>
    word === "*" ? `anything else ${means}` : `${code(word)} ${means}`,
  );
  return `${where}${meanings.length > 0 ? `: ${meanings.join(", ")}` : ""}${note ? `; ${note}` : ""}`;
}

function fieldsSection({ action, fields, always = {} }: BackupOperation): string {
  const rows = Object.entries(fields).map(([name, field]) => [
    code(name),
    field.required ? "yes" : "",
    fateOf(name, field, fields),
  ]);
  const constant = Object.entries(always).map(
    ([name, value]) => `${code(snakeCase(name))} is always ${code(String(value))}`,
  );
  return paragraphs(
    `### ${action}`,
    table(["Field of the answer", "Must be there", "Becomes"], rows),
    constant.length > 0 ? `${constant.join(", ")}.` : "",
  );
}

/** The facts of a listing's requests. */
function factsTable(listing: Listing): string {
  const { cloud, operations, instances, service } = listing;
  const [{ path = "/" }] = operations;
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
      ["CDKTF construct", code(className(listing))],
      [
        "Terraform data source",
        `[${code(dataSourceType(listing))}](../data-sources/${dataSourceFile(listing)})`,
      ],
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

/** The smallest policy that lets keys look backups up, and list instances. */
function policyText(listing: Listing): string {
  const backups = listing.operations.map((operation) => permissionFor(listing, operation));
  const policy = policyOf(listing.cloud.name, backups, [permissionFor(listing, listing.instances)]);
  return JSON.stringify(policy, null, 2);
}

/** Caveats written by hand. */
function notesOf({ name }: Listing): string {
  return readFileSync(join(__dirname, "notes", `${name}.md`), "utf8").trim();
}

/** The page of a listing. */
export function listingPage(listing: Listing): string {
  return paragraphs(
    GENERATED,
    `# ${listing.title}`,
    `Names the newest backup of an instance of ${listing.title} that can be restored, from the vendor's own listing.`,
    factsTable(listing),
    notesOf(listing),
    "## Permissions to paste",
    `A policy of ${policyForms[listing.cloud.name].service} with what lookups need. The second statement lists instances; leave it out where nobody does.`,
    fence("json", policyText(listing)),
    "## Example",
    "The instance is one of the [emulator](../emulator.md)'s, so each example can be tried without an account. " +
      "For CDK Terrain import from `cdktn` and `cdktf-backups/cdktn`.",
    fence("ts", typescriptExample(listing)),
    fence("terraform", hclExample(listing)),
    fence("sh", commandExample(listing)),
    "## Released instances",
    listing.released.replace(/\b(detachedBackups|srcRegion|nodeIds|clusterBackups|statuses)\b/g, code("$1")),
    "## Arguments",
    "Names as in TypeScript. Terraform writes `instanceId` as `instance_id`, the command line as `--instance-id`. " +
      "What makes a backup eligible is the same for every listing: see [Which backup is chosen](../selection.md).",
    argumentsTable(listing),
    "## Where each field goes",
    "Names as in Terraform and in the command's JSON; in TypeScript `started_at` is `startedAt`. " +
      "A field that is not in this table leaves nothing, in no output and no state. Signed addresses in what is kept become `***`.",
    ...listing.operations.map(fieldsSection),
    instancesSection(listing),
  );
}
