import { homedir } from "node:os";
import type { Command } from "commander";
import type { Cloud } from "../../clouds/cloud";
import { findRegion } from "../../clouds/region";
import { snakeCase } from "../../core/argument";
import type { InstancesQuery } from "../../lookup/query";
import { type ListingName, listingNamed } from "../../vendors";
import { exitCodes } from "../exit-codes";
import { addInstancesFlags, type Idle, instancesQueryFrom, withClient } from "../flags";
import { formatJson, formatTable } from "../format";
import type { Io } from "../io";

function regionOf(cloud: Cloud, { region, profile }: InstancesQuery, { env }: Io): Promise<string> {
  return findRegion(cloud, region, { profile }, { env, home: homedir() });
}

/** What reads times, of which instances have none. */
const IDLE: Idle = { names: ["timeZone"], because: "instances have no times" };

/** `instances`: the instances of a region, so that nobody has to look an ID up in a console. */
export function addInstances(program: Command, io: Io, done: (code: number) => void): void {
  addInstancesFlags(program.command("instances <listing>"), IDLE)
    .description("list the instances of a region, and whether their backups can be looked up")
    .option("--json", "print one JSON document")
    .action(async (name: string, options: Record<string, unknown>) => {
      const listing = listingNamed(name);
      const { title, cloud } = listing;
      const query = instancesQueryFrom(options);
      const instances = await withClient(listing, options, IDLE, io, (client) =>
        client.instances(name as ListingName, query),
      );
      // An empty list must say where it is empty: the region may be one of the environment or of a file.
      const region = instances[0]?.region ?? (await regionOf(cloud, query, io));
      if (options.json) {
        const rows = instances.map((instance) =>
          Object.fromEntries(Object.entries(instance).map(([field, value]) => [snakeCase(field), value])),
        );
        io.out(formatJson({ listing: name, region, instances: rows }));
      } else if (instances.length > 0) {
        io.out(
          formatTable(
            ["ID", "NAME", "STATE", "ROLE", "KIND", "ENGINE", "REGION", "LOOKABLE"],
            instances.map(({ id, name: named, state, vendorState, role, kind, engine, region, reason }) => [
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
