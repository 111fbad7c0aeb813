import { Option } from "commander";
import { snakeCased } from "../../core/argument";
import { BackupsError, usageError } from "../../core/errors";
import type { DatabaseInstance } from "../../core/instance";
import type { Column, Tone } from "../../core/screen";
import { formatTable } from "../../core/table";
import { type InstancesQuery, instancesArguments } from "../../lookup/query";
import type { InstanceList } from "../../lookup/result";
import { clouds, type KnownListing } from "../../vendors";
import { withClient } from "../client";
import { clientTable } from "../client-arguments";
import { describeError, describeInLine, describeWarning } from "../describe-error";
import { exitCodeOf, exitCodes } from "../exit-codes";
import { severalOption } from "../file-flag";
import { formatJson } from "../format";
import type { Io } from "../io";
import { addLookupCommand, type Except, type LookupCommand, queryFrom, required } from "../lookup-command";
import type { Part } from "../part";

/** Options about times do nothing here. */
const EXCEPT: Except = { names: ["timeZone"], because: "instances have no times" };

const specOf = (): LookupCommand => ({
  name: "instances",
  description: "list the instances of regions, and whether their backups can be looked up",
  table: (listing) => {
    const { timeZone: _, ...client } = clientTable(...(listing ? [listing.cloud] : clouds));
    return { ...instancesArguments, ...client };
  },
  except: EXCEPT,
  options: [
    severalOption("--regions <list>", "Several regions, in place of --region"),
    new Option("--all-regions", "Every region of the vendor that is known here"),
    new Option("--json", "Print one JSON document"),
  ],
});

type Options = Readonly<Record<string, unknown>>;

/** What a region answered, or why not. */
type Answer = { readonly region: string } & (InstanceList | { readonly error: BackupsError });

/** The regions that are asked; undefined for the one that the environment or the vendor's files name. */
function regionsOf(
  { cloud }: KnownListing,
  { region, regions, allRegions }: Options,
): readonly string[] | undefined {
  const given = [region && "--region", regions && "--regions", allRegions && "--all-regions"].filter(Boolean);
  if (given.length > 1)
    throw usageError("region", `one is enough of ${given.join(", ")}`, "Leave the others out.");
  if (allRegions) return [...cloud.regions];
  return regions === undefined ? undefined : [...new Set(regions as readonly string[])];
}

/** Asks all regions at once. One that cannot be asked does not hide the others, unless none can. */
async function ask(
  listing: KnownListing,
  query: InstancesQuery,
  regions: readonly string[],
  options: Options,
  io: Io,
): Promise<readonly Answer[]> {
  const answers = await withClient(listing, options, io, (client) =>
    Promise.all(
      regions.map(async (region): Promise<Answer> => {
        try {
          return await client.instances(listing.name, { ...query, region });
        } catch (error) {
          if (error instanceof BackupsError) return { region, error };
          throw error;
        }
      }),
    ),
  );
  const errors = answers.flatMap((answer) => ("error" in answer ? [answer.error] : []));
  if (errors.length === answers.length) throw errors[0];
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

/** `instances`: the instances of regions, so that nobody has to look an ID up in a console. */
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
    const regions = regionsOf(listing, options);
    const query: InstancesQuery = queryFrom(spec, listing, options);
    const answers =
      regions && regions.length > 1
        ? await ask(listing, query, regions, options, io)
        : [
            await withClient(listing, options, io, (client) =>
              client.instances(name, regions ? { ...query, region: regions[0] } : query),
            ),
          ];
    const lists = answers.flatMap((answer) => ("error" in answer ? [] : [answer]));
    const failures = answers.flatMap((answer) => ("error" in answer ? [answer] : []));
    const instances = lists.flatMap((list) => list.instances);
    for (const warning of lists.flatMap(({ warnings }) => warnings))
      io.err(`warning: ${describeWarning(warning)}\n`);
    for (const { error } of failures) io.err(`error: ${describeError(error)}\n`);
    const asked = answers.map(({ region }) => region);
    if (options.json) {
      const where =
        asked.length === 1
          ? { region: asked[0] }
          : {
              regions: asked,
              failures: failures.map(({ region, error }) => ({
                region,
                code: error.code,
                message: describeInLine(error),
              })),
            };
      io.out(formatJson({ listing: name, ...where, instances: instances.map(snakeCased) }));
    } else if (instances.length > 0) io.out(formatTable(COLUMNS, instances, io.screen));
    else {
      const empty = lists.map(({ region }) => region).join(", ");
      io.err(`${title}: there are no instances in ${empty}\n`);
    }
    done(failures[0] ? exitCodeOf(failures[0].error.code) : exitCodes.done);
  });
}
