import { Option } from "commander";
import { snakeCase } from "../../core/argument";
import { type InstancesQuery, instancesArguments } from "../../lookup/query";
import { clouds, type ListingName } from "../../vendors";
import { withClient } from "../client";
import { clientTable } from "../client-arguments";
import { describeWarning } from "../describe-error";
import { exitCodes } from "../exit-codes";
import { formatJson, formatTable } from "../format";
import type { Io } from "../io";
import { addLookupCommand, type Except, type LookupCommand, queryFrom, required } from "../lookup-command";
import type { Part } from "../part";

/** What reads times, of which instances have none. */
const EXCEPT: Except = { names: ["timeZone"], because: "instances have no times" };

const specOf = (): LookupCommand => ({
  name: "instances",
  description: "list the instances of a region, and whether their backups can be looked up",
  table: (listing) => {
    const { timeZone: _, ...client } = clientTable(...(listing ? [listing.cloud] : clouds));
    return { ...instancesArguments, ...client };
  },
  except: EXCEPT,
  options: [new Option("--json", "Print one JSON document")],
});

/** `instances`: the instances of a region, so that nobody has to look an ID up in a console. */
export function addInstances(
  program: Part,
  io: Io,
  done: (code: number) => void,
  words: readonly string[],
): void {
  const spec = specOf();
  const command = addLookupCommand(program, spec, words);
  command.action(async (_, options: Record<string, unknown>) => {
    const listing = required(command);
    const { title, name } = listing;
    const query: InstancesQuery = queryFrom(spec, listing, options);
    const { region, instances, warnings } = await withClient(listing, options, io, (client) =>
      client.instances(name as ListingName, query),
    );
    for (const warning of warnings) io.err(`warning: ${describeWarning(warning)}\n`);
    if (options.json) {
      const rows = instances.map((instance) =>
        Object.fromEntries(Object.entries(instance).map(([field, value]) => [snakeCase(field), value])),
      );
      io.out(formatJson({ listing: name, region, instances: rows }));
    } else if (instances.length > 0) {
      io.out(
        formatTable(
          ["ID", "NAME", "STATE", "ROLE", "KIND", "ENGINE", "REGION", "LOOKABLE"],
          instances.map(({ id, name: named, state, vendorState, role, kind, engine, reason }) => [
            id,
            named ?? "-",
            state === "unknown" ? `unknown (${vendorState ?? "none"})` : state,
            role,
            kind,
            engine ?? "-",
            region,
            reason === null ? "yes" : `no: it ${reason}`,
          ]),
        ),
      );
    } else {
      io.err(`${title}: there are no instances in ${region}\n`);
    }
    done(exitCodes.done);
  });
}
