/** The client, which all front ends call. */
import type { ListingName } from "../vendors";
import type { Lookups } from "./lookup";
import { type CallOptions, type ClientOptions, checkLimits } from "./options";
import type { InstancesQuery, LookupQuery } from "./query";
import type { Examination, InstanceList, LookupResult } from "./result";

/** Makes lookups that share connections, rate limits, credentials, and reads of the same listing. */
export class BackupsClient {
  private loaded: Lookups | undefined;

  /** @throws BackupsError `usage` for a timeout, maxRetries or reuseFor that is out of its range */
  constructor(private readonly options: ClientOptions = {}) {
    checkLimits(options);
  }

  /**
   * Finds the newest restorable backup of an instance.
   *
   * @throws BackupsError for every reason in its list of codes
   */
  async lookup<Name extends ListingName>(
    name: Name,
    query: LookupQuery<Name>,
    call: CallOptions = {},
  ): Promise<LookupResult> {
    return await this.calls.lookup(name, query, call);
  }

  /**
   * Lists all backups of an instance, newest first, with the verdict on each.
   *
   * @throws BackupsError, but not if no backup is eligible, or all are too old
   */
  async examine<Name extends ListingName>(
    name: Name,
    query: LookupQuery<Name>,
    call: CallOptions = {},
  ): Promise<Examination> {
    return await this.calls.examine(name, query, call);
  }

  /**
   * Lists the instances of a region, lookable or not, in the order of their IDs.
   *
   * @throws BackupsError if the list cannot be read completely, or is empty in an unknown region
   */
  async instances(
    name: ListingName,
    query: InstancesQuery = {},
    call: CallOptions = {},
  ): Promise<InstanceList> {
    return await this.calls.instances(name, query, call);
  }

  /** Loaded late: most syntheses, and two of the three processes of a plan, make no call. */
  private get calls(): Lookups {
    this.loaded ??= new (require("./lookup") as typeof import("./lookup")).Lookups(this.options);
    return this.loaded;
  }
}
