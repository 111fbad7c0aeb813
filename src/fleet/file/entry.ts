/** Merges the defaults into one entry of the file, and checks it against its listing. Pure. */

import { type Argument, type ArgumentValues, camelCase, snakeCase } from "../../core/argument";
import { BackupsError } from "../../core/errors";
import { inSentences, rendered } from "../../core/message";
import type { Listing } from "../../listings/listing";
import { checkQuery, KNOWN_LATER, queryArguments } from "../../lookup/query";
import { listingNamed } from "../../vendors";
import type { FleetEntry, Limits } from "./fleet-file";
import { isList } from "./scalars";
import { argumentNames, inFile, limitNames, type RawDefaults, type RawEntry } from "./schema";

interface EntryProblem {
  readonly path: readonly string[];
  readonly text: string;
}

/** Converts a text to the argument's type. Returns unreadable text as it is, for the check to reject. */
function argumentValue({ kind }: Argument, raw: string | readonly string[]): unknown {
  const number = (text: string) =>
    /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text;
  if (isList(kind)) {
    const items = typeof raw === "string" ? [raw] : raw;
    return kind === "integers" ? items.map(number) : items;
  }
  if (typeof raw !== "string") return raw;
  if (kind === "integer") return number(raw);
  return kind === "bool" && (raw === "true" || raw === "false") ? raw === "true" : raw;
}

/** The lookup's arguments among an entry's fields, and those in the defaults that the listing has. */
function queryOf(listing: Listing, entry: ArgumentValues, defaults: ArgumentValues): ArgumentValues {
  const table = queryArguments(listing);
  const values = argumentNames.flatMap((field) => {
    const name = camelCase(field);
    const argument = table[name];
    const raw = entry[field] ?? (argument && defaults[field]);
    if (raw === undefined) return [];
    return [[name, argument ? argumentValue(argument, raw as string | readonly string[]) : raw]];
  });
  return Object.fromEntries(values);
}

function limitsOf(entry: RawEntry, defaults: RawDefaults): Limits {
  const all = { ...defaults, ...entry };
  return Object.fromEntries(limitNames.map((name) => [camelCase(name), all[name]])) as Limits;
}

function* misplaced(entry: RawEntry): Generator<EntryProblem> {
  const isAll = entry.instances !== undefined;
  if (!isAll && entry.instance_id === undefined)
    return yield { path: [], text: "missing instance_id; give one, or instances: all" };
  if (isAll && entry.instance_id !== undefined) {
    const text = "instance_id and instances: all contradict each other; leave one out";
    return yield { path: ["instances"], text };
  }
  const where = isAll ? "an entry with an instance_id" : "instances: all";
  for (const field of isAll ? (["name"] as const) : (["regions", "except", "at_least"] as const))
    if (entry[field] !== undefined) yield { path: [field], text: `applies only to ${where}; leave it out` };
  if (entry.region !== undefined && entry.regions !== undefined)
    yield { path: ["regions"], text: "region and regions contradict each other; leave one out" };
}

function* contradictions({ warnAge, maxAge }: Limits): Generator<EntryProblem> {
  if (!warnAge && !maxAge)
    yield { path: [], text: "missing warn_age and max_age; give at least one, here or under defaults" };
  if (warnAge && maxAge && warnAge.seconds > maxAge.seconds) {
    const text = `${warnAge.text} is longer than max_age ${maxAge.text}; a warning must come first`;
    yield { path: ["warn_age"], text };
  }
}

function* unfit(
  listing: Listing,
  instanceId: string | undefined,
  query: ArgumentValues,
): Generator<EntryProblem> {
  try {
    checkQuery(listing, { instanceId: instanceId ?? KNOWN_LATER, ...query });
  } catch (error) {
    if (!(error instanceof BackupsError)) throw error;
    for (const mistake of error.each) {
      const { argument } = mistake;
      const told = rendered(mistake.told("about"), inFile);
      yield {
        path: argument ? [snakeCase(argument)] : [],
        text: told.hint ? inSentences(told) : told.message,
      };
    }
  }
}

/** An entry with its mistakes. */
export function entryFrom(
  raw: RawEntry,
  defaults: RawDefaults,
  line: number,
): { readonly entry: FleetEntry; readonly problems: readonly EntryProblem[] } {
  const listing = listingNamed(raw.listing);
  const entry: FleetEntry = {
    line,
    listing: listing.name,
    instanceId: raw.instance_id,
    regions: [...new Set(raw.regions ?? [raw.region ?? defaults.region])],
    profile: raw.profile ?? defaults.profile ?? null,
    name: raw.name,
    labels: { ...defaults.labels, ...raw.labels },
    except: raw.except ?? [],
    atLeast: raw.at_least ?? 1,
    query: queryOf(listing, raw, defaults),
    limits: limitsOf(raw, defaults),
    ignore: raw.ignore,
  };
  const problems = [
    ...misplaced(raw),
    ...contradictions(entry.limits),
    ...unfit(listing, raw.instance_id, entry.query),
  ];
  return { entry, problems };
}
