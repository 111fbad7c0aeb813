/** Lookups: list, then select. What every front end calls. */

import { checkSettings } from "../clouds/check-settings";
import type { Cloud, CloudSettings, Credentials, LookupSettings } from "../clouds/cloud";
import { homeDirectory } from "../clouds/home";
import { mustBeRegion } from "../clouds/known-region";
import { findRegion } from "../clouds/region";
import { secretsIn } from "../clouds/secrets";
import { numberSettings, ownValues } from "../clouds/settings";
import type { Surroundings } from "../clouds/vendor-files";
import { type ArgumentValues, checkArguments } from "../core/argument";
import type { Backup } from "../core/backup";
import { asOne, BackupsError, type KeptDetails, usageError } from "../core/errors";
import type { DatabaseInstance } from "../core/instance";
import { joined, message } from "../core/message";
import { ageOf, eligibleBackups, enforce, type Selection, select } from "../core/selection";
import { type Warning, warning } from "../core/warning";
import { findEndpoint, variableNaming } from "../listings/endpoint";
import { type Listing, type ListingQuery, takesZone, zoneOf } from "../listings/listing";
import { FoundInstances, readFitting } from "../reading/fallback";
import { type Reader, readInstances } from "../reading/read";
import { Deadline } from "../transport/deadline";
import { axiosHttp, type Http } from "../transport/http";
import { inTime } from "../transport/in-time";
import type { ServerClock } from "../transport/server-clock";
import { stopped, Transport } from "../transport/transport";
import { untilAborted } from "../transport/until-aborted";
import { type CloudName, type ListingName, listingNamed, type VendorSettings } from "../vendors";
import { Accounts, accountOf } from "./accounts";
import {
  checkQuery,
  type InstancesQuery,
  instancesArguments,
  type LookupQuery,
  ownArguments,
  selectionOf,
} from "./query";
import { argumentAtFault, isUnavailable } from "./user-mistake";

/** What the outside world is to a client: for tests. */
export interface TestingOptions {
  /** The clock. @default the machine's */
  readonly now?: () => Date;
  /** Environment variables. @default the process's */
  readonly env?: Surroundings["env"];
  /** Home directory, for the vendors' own files. @default the user's */
  readonly home?: string;
  /** Sends requests. @default axios */
  readonly http?: Http;
}

/** Settings of a client; all optional. */
export interface ClientOptions extends VendorSettings {
  /**
   * Seconds for one whole lookup, all pages and retries included, from 0.001 to 86400. They begin with its first
   * request, and waiting behind other lookups of the client does not count. @default 60
   */
  readonly timeout?: number;
  /**
   * Attempts after the first one, per request, from 0 to 100. Those that only find the vendor's real rate do not
   * count. @default 5
   */
  readonly maxRetries?: number;
  /**
   * Seconds for which a listing that was read answers the same question again, from 0 to 86400. While a read is under
   * way, the same question always shares it. @default 0
   */
  readonly reuseFor?: number;
  /** Told of each request that begins or ends: how many have ended, of how many that are known of. @default nobody */
  readonly onProgress?: (done: number, total: number) => void;
  /**
   * Told what is not as it should be, and what to do: a file of keys that others can read, once for
   * each file and process; an answer from an address that is not the vendor's and that a variable names, once for each
   * address and client; a kind of instances that a vendor refuses to list. Never part of a result. @default nobody
   */
  readonly onAdvice?: (text: string) => void;
  /**
   * Told of all keys that are found, wherever they come from, before anything is signed with them: for a caller that
   * keeps them out of its own log. @default nobody
   */
  readonly onCredentials?: (credentials: Credentials) => void;
  /** Stops all lookups of the client. */
  readonly signal?: AbortSignal;
  /** Stands in for the clock, the environment and the network in tests. @default the machine's */
  readonly testing?: TestingOptions;
}

/** How one call of a client is made. */
export interface CallOptions {
  /** Stops this call. What other calls wait for too goes on. */
  readonly signal?: AbortSignal;
}

/** The instances of a region. */
export interface InstanceList {
  /** Region that was asked, also where it has no instance. */
  readonly region: string;
  /** All instances, lookable or not, in the order of their IDs. */
  readonly instances: readonly DatabaseInstance[];
  /** What a person should know although the list was read, such as a kind of instances that the vendor refused to list. */
  readonly warnings: readonly Warning[];
}

/** What a lookup found; the same in every front end. */
export interface LookupResult {
  /** ID of the newest eligible backup, or null. */
  readonly latestId: string | null;
  /** The newest eligible backup, or null. */
  readonly latest: Backup | null;
  /** The eligible backups, newest first, at most `history` of them. */
  readonly backups: readonly Backup[];
  /** How many backups the listing has, eligible or not. */
  readonly totalCount: number;
  /** How many of them are eligible. */
  readonly eligibleCount: number;
  /** The time by the vendor's clock when they were listed, RFC 3339 UTC; null if the API could not be asked. */
  readonly at: string | null;
  /** Greatest age in seconds that the data of `latest` may have at that time; null if there is none. */
  readonly ageSeconds: number | null;
  /** What a person should know although the lookup succeeded. */
  readonly warnings: readonly Warning[];
}

/** The result of a lookup that could not be made, where that is a warning. @internal */
export const NOTHING: Omit<LookupResult, "warnings"> = {
  latestId: null,
  latest: null,
  backups: [],
  totalCount: 0,
  eligibleCount: 0,
  at: null,
  ageSeconds: null,
};

/** A listing that was read, with the verdict on each backup. */
export interface Examination extends Selection {
  /** Region that was listed. */
  readonly region: string;
  /** Listing, instance and region, for messages. */
  readonly where: string;
}

/** What was read, and the clock of the server that it was read from. */
interface Read<Item> {
  readonly items: readonly Item[];
  readonly clock: ServerClock;
  /** What is missing of it, as whole sentences. */
  readonly missing: ReadonlySet<string>;
}

/** Those who wait for a read. It ends when the last one is stopped. */
class Callers {
  haveGone = false;
  private waiting = 0;

  constructor(private readonly end: AbortController) {}

  add(signal: AbortSignal): void {
    this.waiting += 1;
    const stop = () => {
      this.waiting -= 1;
      if (this.waiting > 0) return;
      this.haveGone = true;
      this.end.abort();
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true, signal: this.end.signal });
  }
}

/** Settles as the promise does, or with the error of a stopped lookup when the signal fires. */
async function unlessStopped<Result>(wait: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return await untilAborted(wait, signal).catch((error) =>
    Promise.reject(signal.aborted ? stopped() : error),
  );
}

function checkLimits(options: ClientOptions): void {
  const unfit = (["timeout", "maxRetries", "reuseFor"] as const).flatMap((name) => {
    const { min, max, expected } = numberSettings[name];
    const value = options[name];
    return value !== undefined && !(value >= min && value <= max)
      ? [usageError(name, `got ${String(value)}, expected ${expected}`)]
      : [];
  });
  const mistake = asOne(unfit);
  if (mistake) throw mistake;
}

/** Makes lookups that share connections, rate limits, credentials, and reads of the same listing. */
export class BackupsClient {
  private readonly transport: Transport;
  private readonly accounts: Accounts;
  private readonly reads = new Map<
    string,
    { readonly reading: Promise<Read<unknown>>; readonly callers: Callers }
  >();
  /** Origins that were told of: no vendor's, and named by a variable. */
  private readonly strangers = new Set<string>();
  private readonly found = new FoundInstances();
  private readonly surroundings: Surroundings;
  private readonly signal: AbortSignal;

  /** @throws BackupsError `usage` for a timeout, maxRetries or reuseFor that is out of its range */
  constructor(private readonly options: ClientOptions = {}) {
    checkLimits(options);
    this.signal = options.signal ?? new AbortController().signal;
    const {
      env = process.env,
      home = homeDirectory(),
      http = axiosHttp,
      now = () => new Date(),
    } = options.testing ?? {};
    this.surroundings = { env, home, advise: options.onAdvice };
    this.transport = new Transport({
      http,
      now,
      maxRetries: options.maxRetries ?? numberSettings.maxRetries.default,
      onProgress: options.onProgress,
    });
    this.accounts = new Accounts({
      transport: this.transport,
      surroundings: this.surroundings,
      timeoutMs: this.timeoutMs,
      signal: this.signal,
      now,
      onCredentials: options.onCredentials,
    });
  }

  private get timeoutMs(): number {
    return (this.options.timeout ?? numberSettings.timeout.default) * 1000;
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
    const options = selectionOf({ ...query });
    const tolerant = options.onUnavailable === "warn";
    try {
      const examination = await this.examine(name, query, call);
      return {
        latestId: examination.latest?.id ?? null,
        latest: examination.latest,
        backups: eligibleBackups(examination, options),
        totalCount: examination.verdicts.length,
        eligibleCount: examination.verdicts.filter(({ eligible }) => eligible).length,
        at: examination.at,
        ageSeconds: examination.latest && ageOf(examination.latest, examination),
        warnings: enforce(examination, options, examination.where),
      };
    } catch (error) {
      if (!(error instanceof BackupsError)) throw error;
      const told = error.with({ listing: name, instanceId: query?.instanceId });
      // A stop by the user says nothing about the API, and must not look like an answer.
      if (!tolerant || this.signalOf(call).aborted || !isUnavailable(told)) throw told;
      const cause = [told.code, told.vendorCode].filter(Boolean).join(" ");
      return { ...NOTHING, warnings: [warning(told.code, { ...told.told(), cause })] };
    }
  }

  /**
   * Lists all backups of an instance, newest first, with the verdict on each.
   *
   * @throws BackupsError; that nothing is eligible, or too old, is no error here
   */
  async examine<Name extends ListingName>(
    name: Name,
    query: LookupQuery<Name>,
    call: CallOptions = {},
  ): Promise<Examination> {
    const signal = this.signalOf(call);
    const listing = listingNamed(name);
    const values: ArgumentValues = { ...query };
    checkQuery(listing, values);
    const settings = this.settingsFor(listing.cloud, query.profile);
    const deadline = new Deadline(this.timeoutMs);
    const region = await this.regionOf(listing.cloud, query.region, settings, deadline, signal);
    const where = `${listing.title} ${query.instanceId} in ${region}`;
    try {
      const { items, clock, missing } = await unlessStopped(
        this.readBackups(listing, region, settings, values, deadline, signal),
        signal,
      );
      const zone = takesZone(listing) ? zoneOf(listing, settings, ownArguments(listing, values)) : undefined;
      const selection = select(items, selectionOf(values), clock.now(), zone);
      const partly = [...missing].map((text) => warning("partly-refused", { message: text }));
      return { ...selection, warnings: [...selection.warnings, ...partly], region, where };
    } catch (error) {
      throw error instanceof BackupsError
        ? inContext(error, where, {
            listing: name,
            instanceId: query.instanceId,
            argument: argumentAtFault(listing, values, error),
            // Of an instance that is gone, the one backup that counts may still be there.
            hint: error.code === "not-found" ? message`If it was released: ${listing.released}` : undefined,
          })
        : error;
    }
  }

  /**
   * Lists the instances of a region, lookable or not, in the order of their IDs.
   *
   * @throws BackupsError if the list cannot be read whole, or is empty in a region that is not known
   */
  async instances(
    name: ListingName,
    query: InstancesQuery = {},
    call: CallOptions = {},
  ): Promise<InstanceList> {
    const signal = this.signalOf(call);
    const listing = listingNamed(name);
    let where: string = listing.title;
    const { region: asked, endpoint, profile } = { ...query };
    try {
      checkArguments(instancesArguments, { ...query });
      const settings = this.settingsFor(listing.cloud, profile);
      const deadline = new Deadline(this.timeoutMs);
      const region = await this.regionOf(listing.cloud, asked, settings, deadline, signal);
      where = `${listing.title} in ${region}`;
      const question = ["instances"];
      const make = (reader: Reader) => readInstances(listing, region, reader);
      const found = await unlessStopped(
        this.read(listing, region, settings, endpoint, question, deadline, signal, make),
        signal,
      );
      if (found.items.length === 0) mustBeRegion(listing.cloud, region);
      return {
        region,
        instances: [...found.items].sort((a, b) => (a.id < b.id ? -1 : 1)),
        warnings: [...found.missing].map((text) =>
          warning("partly-refused", { message: `${where}: ${text}` }),
        ),
      };
    } catch (error) {
      throw error instanceof BackupsError ? inContext(error, where, { listing: name }) : error;
    }
  }

  /** A region may stand in a vendor's file, whose read takes its time. */
  private async regionOf(
    cloud: Cloud,
    asked: string | undefined,
    settings: LookupSettings,
    deadline: Deadline,
    signal: AbortSignal,
  ): Promise<string> {
    const found = findRegion(cloud, asked, settings, this.surroundings);
    return await unlessStopped(inTime(found, "the region", deadline, signal), signal);
  }

  /** What stops a call: the client's signal, and its own. */
  private signalOf({ signal }: CallOptions): AbortSignal {
    // One for each call: a signal that has many listeners is taken for a leak.
    return AbortSignal.any(signal ? [this.signal, signal] : [this.signal]);
  }

  private settingsFor(cloud: Cloud, profile: string | undefined): LookupSettings {
    const settings: CloudSettings = this.options[cloud.name as CloudName] ?? {};
    checkSettings(cloud, settings);
    if (profile === undefined) return settings;
    // A lookup's own profile is an account of its own: keys and roles that were set for all lookups do not belong to it.
    const {
      accessKey: _a,
      secretKey: _s,
      securityToken: _t,
      credentials: _c,
      assumeRole: _r,
      assumeRoleWithOidc: _o,
      ...rest
    } = settings;
    return { ...rest, profile, hasOwnProfile: profile !== settings.profile };
  }

  /** All backups of an instance. */
  private readBackups(
    listing: Listing,
    region: string,
    settings: LookupSettings,
    values: ArgumentValues,
    deadline: Deadline,
    signal: AbortSignal,
  ): Promise<Read<Backup>> {
    const own = ownArguments(listing, values);
    const query: Omit<ListingQuery, "now"> = {
      instanceId: String(values.instanceId),
      region,
      timeZone: zoneOf(listing, settings, own),
      arguments: own,
    };
    const asked = [values.instanceId, Object.entries(own).sort()];
    const endpoint = values.endpoint as string | undefined;
    return this.read(listing, region, settings, endpoint, asked, deadline, signal, (reader) => {
      const instance = [listing.name, reader.endpoint.origin, region, accountOf(settings), values.instanceId];
      const now = reader.clock.endOfWindow();
      return readFitting(listing, { ...query, now }, reader, this.found, JSON.stringify(instance));
    });
  }

  /**
   * Reads a listing, or takes part in a read of the same one.
   *
   * @param asked what tells the question from others of the same listing, region and account
   */
  private read<Item>(
    listing: Listing,
    region: string,
    settings: LookupSettings,
    argument: string | undefined,
    asked: readonly unknown[],
    deadline: Deadline,
    signal: AbortSignal,
    make: (reader: Reader) => Promise<readonly Item[]>,
  ): Promise<Read<Item>> {
    const endpoint = findEndpoint(listing, region, argument, settings, this.surroundings.env);
    const question = JSON.stringify([listing.name, endpoint.origin, region, accountOf(settings), ...asked]);
    const known = this.reads.get(question);
    if (known && !known.callers.haveGone) {
      known.callers.add(signal);
      return known.reading as Promise<Read<Item>>;
    }
    const keys = this.accounts.keysOf(listing.cloud, settings, region);
    const secrets = new Set<string>();
    const credentials = async () => {
      const found = await keys();
      for (const secret of secretsIn(found)) secrets.add(secret);
      return found;
    };
    const missing = new Set<string>();
    const end = new AbortController();
    const callers = new Callers(end);
    callers.add(signal);
    const clock = this.transport.clockOf(endpoint);
    const variable = variableNaming(endpoint, listing, argument, settings, this.surroundings.env);
    const keysInTime = inTime(credentials(), "credentials", deadline, end.signal);
    const reading = unlessStopped(keysInTime, end.signal).then(async () => {
      const items = await make({
        transport: this.transport,
        endpoint,
        credentials,
        own: ownValues(listing.cloud, settings, this.surroundings.env),
        secrets,
        clock,
        warn: (text) => void missing.add(text),
        signal: end.signal,
        deadline,
      });
      if (variable) this.tellWhoAnswered(endpoint, listing.cloud, variable);
      return { clock, items, missing };
    });
    // What is left of a read that failed would only keep others waiting.
    reading.catch(() => undefined).finally(() => end.abort());
    this.reads.set(question, { reading, callers });
    const forget = () => void (this.reads.get(question)?.reading === reading && this.reads.delete(question));
    const reuseForMs = (this.options.reuseFor ?? numberSettings.reuseFor.default) * 1000;
    reading.then(() => (reuseForMs > 0 ? void setTimeout(forget, reuseForMs).unref() : forget()), forget);
    return reading;
  }

  /** What a variable that was left over names may have invented what it lists. */
  private tellWhoAnswered({ origin }: URL, { title }: Cloud, variable: string): void {
    if (this.strangers.has(origin)) return;
    this.strangers.add(origin);
    this.surroundings.advise?.(
      `${origin} answered in place of ${title}, because ${variable} names it: its backups may be invented. ` +
        `If you want this, give the address as the argument endpoint; if not, unset ${variable}.`,
    );
  }
}

/** Puts listing, instance and region in front of a message, and a hint behind its own; a mistake in an argument keeps its name in front. */
function inContext(error: BackupsError, where: string, { hint, ...details }: KeptDetails): BackupsError {
  if (error.code === "usage" && error.argument) return error.with({ ...details, hint });
  return new BackupsError(error.code, error.parts.message, {
    ...error.with(details).facts,
    where,
    hint: joined([error.parts.hint, hint], " "),
  });
}
