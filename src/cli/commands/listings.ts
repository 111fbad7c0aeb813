import { Option } from "commander";
import { snakeCase } from "../../core/argument";
import type { Column } from "../../core/screen";
import { formatTable } from "../../core/table";
import { dataSourceType } from "../../listings/data-source-type";
import { endpointVariable } from "../../listings/endpoint";
import type { Listing } from "../../listings/listing";
import { listings } from "../../vendors";
import { exitCodes } from "../exit-codes";
import { formatJson } from "../format";
import type { PlainCommand } from "../plain-command";

export const listAll = (): PlainCommand => ({
  description: "print the listings: their names, APIs and Terraform data sources",
  options: [
    new Option("--names", "print the names alone, one a line").conflicts("json"),
    new Option("--json", "print one JSON document, with the arguments of each"),
  ],
  run: ({ names, json }, { out, screen }) => {
    if (names) for (const { name } of listings) out(`${name}\n`);
    else if (json) out(formatJson(listings.map(factsOf)));
    else out(formatTable(COLUMNS, listings.map(factsOf), screen));
    return exitCodes.done;
  },
});

const factsOf = (listing: Listing) => ({
  listing: listing.name,
  title: listing.title,
  data_source: dataSourceType(listing),
  arguments: Object.keys(listing.arguments).map(snakeCase),
  endpoint_variable: endpointVariable(listing),
});

const COLUMNS: readonly Column<ReturnType<typeof factsOf>>[] = [
  { title: "LISTING", text: ({ listing }) => listing },
  { title: "API", text: ({ title }) => title, leaves: 2 },
  { title: "TERRAFORM DATA SOURCE", text: ({ data_source }) => data_source, leaves: 1 },
];
