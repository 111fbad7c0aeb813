/** One page per listing, for people. */
import { type Argument, expectation, snakeCase } from "../../src/argument";
import { secretBackupFields } from "../../src/backup";
import { endpointVariable } from "../../src/listings/endpoint";
import type { Listing, Operation } from "../../src/listings/listing";
import { dataSourceType } from "../../src/plugin/data-source-schema";
import { commonArguments } from "../../src/query";
import { className, commandExample, hclExample, typescriptExample } from "./examples";
import { knowledgeOf, notesOf } from "./knowledge";
import { code, fence, GENERATED, paragraphs, table } from "./markdown";
import { vendorParameters } from "./probe-arguments";
import { type FieldFate, fieldFates, operationsOf, probeQuery } from "./probe-fields";

/** What an argument means, accepts and defaults to. */
export function meaningOf(argument: Argument): string {
  const { description, kind, allowed, min, max, required } = argument;
  const limited = kind !== "string" || allowed !== undefined || min !== undefined || max !== undefined;
  return [
    description,
    limited ? `Expects ${expectation(argument)}.` : "",
    required ? "Required." : "",
    argument.default ? `Default: ${argument.default}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function parameterText(parameter: string): string {
  if (parameter === "path") return "the path";
  if (parameter === "operation") return "another operation";
  return parameter.startsWith("header ") ? `header ${code(parameter.slice(7))}` : code(parameter);
}

function argumentsTable(listing: Listing): string {
  const sets = vendorParameters(listing);
  const rows = Object.entries({ ...commonArguments, ...listing.arguments }).map(([name, argument]) => [
    code(name),
    sets.get(name)?.map(parameterText).join(", ") ?? "",
    meaningOf(argument),
  ]);
  return table(["Argument", "Sets of the request", "Meaning"], rows);
}

/** `startedAt` as Terraform has it; a signed address is marked. */
function place(name: string): string {
  if (name.startsWith("vendor.")) return code(name);
  const secret = (secretBackupFields as readonly string[]).includes(name);
  return `${code(snakeCase(name))}${secret ? " (a secret; never in Terraform)" : ""}`;
}

function fateText({ owner, goesTo, otherwiseTo, words }: FieldFate): string {
  if (owner) return "Must be the instance that was asked for; else the answer is refused.";
  const parts = [
    goesTo.map(place).join(", "),
    otherwiseTo.length > 0
      ? `${otherwiseTo.map(place).join(", ")} where the row lacks a field that tells it better`
      : "",
  ].filter(Boolean);
  const meanings = words.map(([vendor, word]) => `${code(vendor)} ${word}`).join(", ");
  return `${parts.join("; ") || "Left out."}${meanings ? `: ${meanings}` : ""}`;
}

function fieldsSection(listing: Listing, operation: Operation<unknown>): string {
  const sample = knowledgeOf(listing).answers[operation.action];
  if (!sample) {
    throw new Error(
      `scripts/docs/fields/${listing.name}.ts has no sample of an answer of ${operation.action}`,
    );
  }
  const rows = fieldFates(listing, operation, sample).map((fate) => [
    code(fate.field),
    fate.required ? "yes" : "",
    fateText(fate),
  ]);
  return paragraphs(
    `### ${operation.action}`,
    table(["Field of the answer", "Must be there", "Becomes"], rows),
  );
}

/** The facts of a listing's requests. */
function factsTable(listing: Listing): string {
  const query = probeQuery(listing);
  const operations = operationsOf(listing);
  const { method, url } = listing.cloud.sign(
    {
      service: listing.service,
      version: operations[0]?.version ?? "",
      action: operations[0]?.action ?? "",
      region: query.region,
      path: operations[0]?.path?.({ ...query, region: "{region}", instanceId: "{instance}" }),
      parameters: {},
    },
    new URL(listing.cloud.endpoint(listing.service, query.region, {})),
    { accessKey: "key", secretKey: "secret" },
    { date: new Date(0), nonce: "nonce" },
  );
  const address = url.replaceAll("%7B", "{").replaceAll("%7D", "}").replace(/\?.*/, "");
  return table(
    ["", ""],
    [
      [
        "Operation",
        operations.map(({ action, version }) => `${code(action)}, API version ${version}`).join("; "),
      ],
      ["Request", `${code(`${method} ${address}`)}, signed for the service ${code(listing.service)}`],
      ["CDKTF construct", code(className(listing))],
      [
        "Terraform data source",
        `[${code(dataSourceType(listing))}](../data-sources/${listing.name.replaceAll("-", "_")}.md)`,
      ],
      [
        "Times without a zone",
        listing.cloud.timeZone === "Z" ? "are read as UTC" : `are read as ${listing.cloud.timeZone}`,
      ],
      ["Rows per request", [...new Set(operations.map(({ pageSize }) => String(pageSize)))].join(", ")],
      ["Requests per second, at most", String(listing.requestsPerSecond)],
      ["Variable for another address", code(endpointVariable(listing))],
    ],
  );
}

/** The page of a listing. */
export function listingPage(listing: Listing): string {
  return paragraphs(
    GENERATED,
    `# ${listing.title}`,
    `Names the newest backup of an instance of ${listing.title} that can be restored, from the vendor's own listing.`,
    factsTable(listing),
    notesOf(listing),
    "## Example",
    "The instance is one of the [emulator](../emulator.md)'s, so each example can be tried without an account. " +
      "For CDK Terrain import from `cdktn` and `cdktf-backups/cdktn`.",
    fence("ts", typescriptExample(listing)),
    fence("terraform", hclExample(listing)),
    fence("sh", commandExample(listing)),
    "## Arguments",
    "Names as in TypeScript. Terraform writes `instanceId` as `instance_id`, the command line as `--instance-id`. " +
      "What makes a backup eligible is the same for every listing: see [Which backup is chosen](../selection.md).",
    argumentsTable(listing),
    "## Where each field goes",
    "Names as in Terraform and in the command's JSON; in TypeScript `started_at` is `startedAt`. " +
      "A field that is not in this table goes to `vendor` under its own name, unless it holds a download address.",
    ...operationsOf(listing).map((operation) => fieldsSection(listing, operation)),
  );
}
