import { mistakesIn, snakeCased } from "../core/argument";
import { asOne, BackupsError } from "../core/errors";
import { type DatabaseInstance, isComing } from "../core/instance";
import type { Listing } from "../listings/listing";
import { type InstancesQuery, instancesArguments } from "../lookup/query";
import type { InstanceList } from "../lookup/result";
import { computed } from "../resources/attribute";
import { instanceAttributes } from "../resources/instance-attributes";
import { argumentAttributes, argumentsFrom } from "./data-source-schema";
import { blockOf, errorDiagnostic } from "./error-diagnostic";
import { givenAttribute, mistakesInGiven } from "./given";
import type { ListedInstances } from "./listed-instances";
import { destroyAnyway } from "./terraform-command";
import { aWarning, type Diagnostic } from "./wire/diagnostics";
import { log } from "./wire/log";
import type { PluginDataSource } from "./wire/provider";
import type { Schema } from "./wire/schema";
import type { Attributes, TfObject } from "./wire/types";

/** Lists a listing's instances, with the provider's configuration. */
export type ListInstances = (
  query: InstancesQuery,
  signal: AbortSignal,
) => Promise<Omit<InstanceList, "region">>;

/** The results, which all listings have. */
const results: Attributes = {
  ids: computed(
    { list: "string" },
    "Sorted IDs of the instances that can have backups, also while they are changing, locked, isolated or " +
      "restarting. Read-only and temporary instances, Memcache, and instances that are deleted or being " +
      "created are left out.",
  ),
  creating_ids: computed(
    { list: "string" },
    "IDs of the instances that are being created. They are in `ids` once that is done.",
  ),
  names: computed(
    { map: "string" },
    "Names of the instances in `ids`, by ID; the ID itself if an instance has no name.",
  ),
  instances: computed(
    { list: { object: instanceAttributes } },
    "All instances, lookable or not, in the order of their IDs.",
  ),
};

/** The schema of the data source that lists a listing's instances. */
export function instancesSchema(listing: Listing): Schema {
  return {
    description: `The instances of ${listing.title} in a region, for a configuration that covers all of them.`,
    attributes: { ...argumentAttributes(instancesArguments), ...givenAttribute, ...results },
  };
}

function stateOf(config: TfObject, instances: readonly DatabaseInstance[]): TfObject {
  const kept = instances.filter(({ lookable }) => lookable);
  return {
    ...config,
    ids: kept.map(({ id }) => id),
    creating_ids: instances.filter(isComing).map(({ id }) => id),
    names: Object.fromEntries(kept.map(({ id, name }) => [id, name ?? id])),
    instances: instances.map((instance) => snakeCased(instance) as TfObject),
  };
}

/** Terraform shows only one of several warnings with the same summary, so each place has its own. */
export function warningOf(text: string): Diagnostic {
  const [summary = text] = text.split(": ", 1);
  return aWarning(summary, text);
}

/** A listing's instances as a Terraform data source. */
export function instancesDataSource(
  listing: Listing,
  list: ListInstances,
  remembered: ListedInstances,
): PluginDataSource {
  const schema = instancesSchema(listing);
  const block = blockOf(schema.attributes, listing.cloud);
  const diagnose = (error: unknown): Diagnostic[] => {
    if (!(error instanceof BackupsError)) throw error;
    return error.each.map((each) => {
      const told = errorDiagnostic(each, block);
      return each.code === "usage" ? told : { ...told, detail: `${told.detail}\n${destroyAnyway()}` };
    });
  };
  const mistakeIn = (config: TfObject) =>
    asOne([
      ...mistakesInGiven(instancesArguments, config),
      ...mistakesIn(instancesArguments, argumentsFrom(instancesArguments, config)),
    ]);
  return {
    schema,
    validate(config) {
      const mistake = mistakeIn(config);
      return mistake ? diagnose(mistake) : [];
    },
    async read(config, signal) {
      log.debug("reading instances", { listing: listing.name });
      try {
        const mistake = mistakeIn(config);
        if (mistake) throw mistake;
        const query: InstancesQuery = argumentsFrom(instancesArguments, config);
        const { instances, warnings } = await list(query, signal);
        const ids = instances.filter(({ lookable }) => lookable).map(({ id }) => id);
        remembered.listed(`${listing.name} ${JSON.stringify(query)}`, ids);
        return {
          state: stateOf(config, instances),
          diagnostics: warnings.map(({ message }) => warningOf(message)),
        };
      } catch (error) {
        return { state: null, diagnostics: diagnose(error) };
      }
    },
    whenTooLarge: ({ region }) =>
      `It is the list of all instances of ${listing.title} in ${String(region ?? "the region")}. Write the IDs into the ` +
      "configuration: `cdktf-backups instances` prints them.",
  };
}
