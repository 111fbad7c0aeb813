import type { Command } from "commander";
import { snakeCase } from "../../core/argument";
import { usageError } from "../../core/errors";
import { formatTable } from "../../core/table";
import { dataSourceType } from "../../listings/data-source-type";
import { endpointVariable } from "../../listings/endpoint";
import { listings } from "../../vendors";
import { exitCodes } from "../exit-codes";
import { formatJson } from "../format";
import type { Done, Io } from "../io";

export function addListings(program: Command, io: Io, done: Done): void {
  program
    .command("listings")
    .description("print the listings: their names, APIs and Terraform data sources")
    .option("--names", "print the names alone, one a line")
    .option("--json", "print one JSON document, with the arguments of each")
    .action((options: { names?: boolean; json?: boolean }) => {
      const facts = listings.map((listing) => ({
        listing: listing.name,
        title: listing.title,
        data_source: dataSourceType(listing),
        arguments: Object.keys(listing.arguments).map(snakeCase),
        endpoint_variable: endpointVariable(listing),
      }));
      if (options.json && options.names) {
        throw usageError("names", "does not work together with --json", "Leave one of the two out.");
      }
      if (options.names) for (const { listing } of facts) io.out(`${listing}\n`);
      else if (options.json) io.out(formatJson(facts));
      else {
        io.out(
          formatTable(
            [
              { title: "LISTING", text: ({ listing }) => listing },
              { title: "API", text: ({ title }) => title, leaves: 2 },
              { title: "TERRAFORM DATA SOURCE", text: ({ data_source }) => data_source, leaves: 1 },
            ],
            facts,
            io.screen,
          ),
        );
      }
      done(exitCodes.done);
    });
}
