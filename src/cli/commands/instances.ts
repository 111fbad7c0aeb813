import { Option } from "commander";
import { snakeCased } from "../../core/argument";
import type { BackupsError } from "../../core/errors";
import type { DatabaseInstance } from "../../core/instance";
import type { Column, Tone } from "../../core/screen";
import { formatTable } from "../../core/table";
import { type InstancesQuery, instancesArguments } from "../../lookup/query";
import type { InstanceList } from "../../lookup/result";
import type { KnownListing } from "../../vendors";
import { withClient } from "../client";
import { describeError, describeInLine, knownError, printWarnings } from "../describe-error";
import { exitCodeFor, exitCodes } from "../exit-codes";
import { formatJson } from "../format";
import type { Io, Options } from "../io";
import type { LookupCommand } from "../lookup-command";
import { severalOption } from "../own-flags";

/** The instances of a region, or the error. */
type Answer = InstanceList | { readonly region: string | undefined; readonly error: BackupsError };

/** Lists all regions at the same time. Throws only if all regions fail. */
async function ask(
  listing: KnownListing,
  query: InstancesQuery,
  options: Options,
  io: Io,
): Promise<readonly Answer[]> {
  // Without a flag, it is the region of the environment or the vendor's files.
  const several = (options.regions ?? [options.region]) as readonly (string | undefined)[];
  const regions = new Set(options.allRegions ? listing.cloud.regions : several);
  const answers = await withClient([listing.cloud], options, io, (client) =>
    Promise.all(
      [...regions].map(
        (region): Promise<Answer> =>
          client
            .instances(listing.name, region === undefined ? query : { ...query, region })
            .catch((error) => ({ region, error: knownError(error) })),
      ),
    ),
  );
  const failures = answers.filter((answer) => "error" in answer);
  if (failures.length === answers.length) throw failures[0]?.error;
  return answers;
}

const TONES: Readonly<Partial<Record<DatabaseInstance["state"], Tone>>> = {
  running: "good",
  stopped: "bad",
  deleted: "bad",
};

const COLUMNS: readonly Column<DatabaseInstance>[] = [
  { title: "ID", text: ({ id }) => id },
  { title: "NAME", text: ({ name }) => name ?? "-", enough: 10 },
  {
    title: "STATE",
    text: ({ state, vendorState }) => (state === "unknown" ? `unknown (${vendorState ?? "none"})` : state),
    leaves: 1,
    tone: ({ state }) => TONES[state],
  },
  { title: "ROLE", text: ({ role }) => role, leaves: 4 },
  { title: "KIND", text: ({ kind }) => kind, leaves: 5 },
  { title: "ENGINE", text: ({ engine }) => engine ?? "-", leaves: 3 },
  { title: "REGION", text: ({ region }) => region, leaves: 2 },
  {
    title: "LOOKABLE",
    text: ({ reason }) => (reason === null ? "yes" : `no: it ${reason}`),
    enough: 16,
    tone: ({ lookable }) => (lookable ? "good" : undefined),
  },
];

const printInstances: LookupCommand["ofOne"] = async (listing, query, options, io) => {
  const { title, name } = listing;
  const answers = await ask(listing, query, options, io);
  const lists = answers.filter((answer) => "instances" in answer);
  const failures = answers.filter((answer) => "error" in answer);
  const instances = lists.flatMap((list) => list.instances);
  printWarnings(
    lists.flatMap(({ warnings }) => warnings),
    io,
  );
  for (const { error } of failures) io.err(`error: ${describeError(error)}\n`);
  if (options.json) {
    const asked = answers.map(({ region }) => region);
    const failed = failures.map(({ region, error }) => ({
      region,
      code: error.code,
      message: describeInLine(error),
    }));
    const where = asked.length === 1 ? { region: asked[0] } : { regions: asked, failures: failed };
    io.out(formatJson({ listing: name, ...where, instances: instances.map(snakeCased) }));
  } else if (instances.length > 0) io.out(formatTable(COLUMNS, instances, io.screen));
  else io.err(`${title}: there are no instances in ${lists.map(({ region }) => region).join(", ")}\n`);
  return failures[0] ? exitCodeFor(failures[0].error) : exitCodes.done;
};

export const instances = (): LookupCommand => ({
  description: "list the instances of regions, and whether their backups can be looked up",
  table: instancesArguments,
  except: { names: ["timeZone"], because: "instances have no times" },
  options: [
    severalOption("--regions <list>", "Several regions, in place of --region").conflicts([
      "region",
      "allRegions",
    ]),
    new Option("--all-regions", "Every region of the vendor that is known here").conflicts("region"),
    new Option("--json", "Print one JSON document"),
  ],
  ofOne: printInstances,
});
