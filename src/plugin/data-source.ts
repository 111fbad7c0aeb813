import type { ArgumentTable } from "../core/argument";
import { asOne, BackupsError } from "../core/errors";
import { causeOf, warning } from "../core/warning";
import type { Listing } from "../listings/listing";
import { checkQuery, type LookupQuery, queryArguments } from "../lookup/query";
import { type LookupResult, NOTHING } from "../lookup/result";
import { lookupResultValues } from "../resources/lookup-results";
import type { ListingName } from "../vendors";
import { argumentsFrom, dataSourceSchema } from "./data-source-schema";
import type { EmptyLookups } from "./empty-lookups";
import { allFailed, blockOf, errorDiagnostic, failedBefore, warningDiagnostic } from "./error-diagnostic";
import { mistakesInGiven } from "./given";
import type { ListedInstances } from "./listed-instances";
import type { Diagnostic } from "./wire/diagnostics";
import { log } from "./wire/log";
import type { PluginDataSource, ReadResult } from "./wire/provider";
import type { TfObject } from "./wire/types";

/** Makes a listing's lookups, with the provider's configuration. */
export type Lookup = (query: LookupQuery, signal: AbortSignal) => Promise<LookupResult>;

/**
 * The result without a lookup, if a required value is missing and `on_unavailable` is `warn`.
 *
 * @throws BackupsError if `on_unavailable` is `error`, or `given` has an unknown name
 */
function withoutLookup(table: ArgumentTable, config: TfObject): LookupResult | undefined {
  const mistake = asOne([...mistakesInGiven(table, config)]);
  if (!mistake) return undefined;
  if (config.on_unavailable !== "warn" || mistake.each.some(({ argument }) => argument === "given"))
    throw mistake;
  return { ...NOTHING, warnings: [warning(mistake.code, mistake.told())] };
}

/** A listing as a Terraform data source. */
export function listingDataSource(
  listing: Listing,
  lookup: Lookup,
  instances: ListedInstances,
  empty: EmptyLookups,
): PluginDataSource {
  const schema = dataSourceSchema(listing);
  const block = blockOf(schema.attributes, listing.cloud);
  const diagnose = (error: unknown): Diagnostic[] => {
    if (!(error instanceof BackupsError)) throw error;
    return error.each.map((each) => errorDiagnostic(each, block));
  };
  const diagnosing = (check: () => void): Diagnostic[] => {
    try {
      check();
      return [];
    } catch (error) {
      return diagnose(error);
    }
  };
  const table = queryArguments(listing);
  return {
    schema,
    validate(config) {
      return [
        ...diagnosing(() => withoutLookup(table, config)),
        ...diagnosing(() => checkQuery(listing, argumentsFrom(table, config))),
      ];
    },
    async read(config, signal): Promise<ReadResult> {
      const query = argumentsFrom(table, config) as unknown as LookupQuery<ListingName>;
      log.debug("reading a listing", { listing: listing.name, instance_id: query.instanceId });
      try {
        const found = withoutLookup(table, config) ?? (await lookup(query, signal));
        const failure = found.warnings.find((each) => causeOf(each) !== undefined);
        const shared = instances.told(listing.name, query.instanceId, (failure && causeOf(failure)) ?? null);
        if (failure && shared?.isAll) {
          return {
            state: null,
            diagnostics: [allFailed(listing.title, failure, shared.failed, block)],
          };
        }
        const told = found.warnings.map((each) =>
          warningDiagnostic(each, query.instanceId, block, { listing: listing.name, shared }),
        );
        const none = `${listing.title} ${query.instanceId}: none of ${found.totalCount} backups is eligible.`;
        empty.told(query.instanceId, found.latestId === null ? (told[0]?.detail ?? none) : undefined);
        const unnamed = shared?.unnamed ?? [];
        if (unnamed.length > 0) told.push(failedBefore(listing.name, unnamed));
        return { state: { ...config, ...lookupResultValues(found) }, diagnostics: told };
      } catch (error) {
        return { state: null, diagnostics: diagnose(error) };
      }
    },
    whenTooLarge: (config) =>
      `It is the answer of ${listing.title} for ${String(config.instance_id)}. Lower history, which is ` +
      `${String(config.history ?? "10 by default")}; or choose fewer backups, by started_after or types.`,
  };
}
