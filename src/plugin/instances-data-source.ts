import { checkArguments, snakeCase } from "../argument";
import { dataSourceType } from "../data-source-type";
import { BackupsError } from "../errors";
import type { DatabaseInstance } from "../instance";
import { instanceStates } from "../instance";
import type { Listing } from "../listings/listing";
import { type InstancesQuery, instancesArguments } from "../query";
import { argumentAttributes } from "./data-source-schema";
import { errorDiagnostic } from "./error-diagnostic";
import { givenAttribute, problemWithGiven } from "./given";
import type { Diagnostic } from "./wire/diagnostics";
import { log } from "./wire/log";
import type { PluginDataSource } from "./wire/provider";
import type { Schema } from "./wire/schema";
import { type Attributes, type TfObject, UNKNOWN } from "./wire/types";

/** Lists a listing's instances, with the provider's configuration. */
export type ListInstances = (
  query: InstancesQuery,
  signal: AbortSignal,
) => Promise<readonly DatabaseInstance[]>;

/** The fields of an instance as Terraform shows them. */
const FIELDS: Readonly<Record<keyof DatabaseInstance, string>> = {
  id: "What a lookup takes as `instance_id`.",
  name: "The name that people gave it; null where it has none.",
  region: "Region that was asked.",
  state: `One of ${instanceStates.map((state) => `\`${state}\``).join(", ")}. Only \`running\` serves.`,
  vendorState: "The state in the vendor's own word.",
};

const instanceAttributes: Attributes = Object.fromEntries(
  Object.entries(FIELDS).map(([name, description]) => [
    snakeCase(name),
    { type: "string", description, use: "computed" as const },
  ]),
);

/** Terraform's name of the data source that lists instances, such as `backups_tencentcloud_redis_instances`. */
export function instancesDataSourceType(listing: Listing): string {
  return `${dataSourceType(listing)}_instances`;
}

/** The results, which all listings have. */
const results: Attributes = {
  ids: {
    type: { list: "string" },
    use: "computed",
    description: "IDs of the instances, in their order, without those whose state is `deleted`.",
  },
  names: {
    type: { map: "string" },
    use: "computed",
    description: "Their names by ID; the ID itself where an instance has no name.",
  },
  instances: {
    type: { list: { object: instanceAttributes } },
    use: "computed",
    description: "All instances, in the order of their IDs.",
  },
};

/** The schema of the data source that lists a listing's instances. */
export function instancesSchema(listing: Listing): Schema {
  return {
    description: `The instances of ${listing.title} in a region, so that one configuration can look after all of them.`,
    attributes: {
      ...argumentAttributes(instancesArguments),
      ...givenAttribute,
      ...results,
    },
  };
}

function stateOf(config: TfObject, instances: readonly DatabaseInstance[]): TfObject {
  const kept = instances.filter(({ state }) => state !== "deleted");
  return {
    ...config,
    ids: kept.map(({ id }) => id),
    names: Object.fromEntries(kept.map(({ id, name }) => [id, name ?? id])),
    instances: instances.map(
      (instance) =>
        Object.fromEntries(
          Object.entries(instance).map(([name, value]) => [snakeCase(name), value]),
        ) as TfObject,
    ),
  };
}

/** The arguments that are given and known, by their names in TypeScript. */
function queryFrom(config: TfObject): InstancesQuery {
  const values = Object.keys(instancesArguments).map((name) => [name, config[snakeCase(name)]] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== null && value !== UNKNOWN));
}

/** What goes without a list, which no option can make a warning: an empty one would destroy what was made for each. */
const WITHOUT_A_LIST = "To destroy everything all the same, run terraform destroy -refresh=false.";

/** A listing's instances as a Terraform data source. */
export function instancesDataSource(listing: Listing, list: ListInstances): PluginDataSource {
  const schema = instancesSchema(listing);
  const diagnose = (error: unknown): Diagnostic[] => {
    if (!(error instanceof BackupsError)) throw error;
    const told = errorDiagnostic(error, schema.attributes);
    return [error.code === "usage" ? told : { ...told, detail: `${told.detail}\n${WITHOUT_A_LIST}` }];
  };
  const check = (config: TfObject): void => {
    const problem = problemWithGiven(instancesArguments, config);
    if (problem) throw problem;
    checkArguments(instancesArguments, { ...queryFrom(config) });
  };
  return {
    schema,
    validate(config) {
      try {
        check(config);
        return [];
      } catch (error) {
        return diagnose(error);
      }
    },
    async read(config, signal) {
      log.debug("reading instances", { listing: listing.name });
      try {
        check(config);
        return { state: stateOf(config, await list(queryFrom(config), signal)), diagnostics: [] };
      } catch (error) {
        return { state: null, diagnostics: diagnose(error) };
      }
    },
  };
}
