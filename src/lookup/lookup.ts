/** Lookups: list, then select. */
import type { Cloud, CloudSettings, LookupSettings } from "../clouds/cloud";
import { homeDirectory } from "../clouds/home";
import { findRegion, mustBeRegion } from "../clouds/region";
import { secretsIn } from "../clouds/secrets";
import { checkSettings, numberSettings, ownValues } from "../clouds/settings";
import type { Surroundings } from "../clouds/vendor-files";
import { type ArgumentValues, checkArguments } from "../core/argument";
import { BackupsError } from "../core/errors";
import { message } from "../core/message";
import { ageOf, eligibleBackups, enforce, select } from "../core/selection";
import { warning } from "../core/warning";
import { findEndpoint, variableNaming } from "../listings/endpoint";
import {
  type Found,
  type Listing,
  type ListingQuery,
  releasedBackups,
  takesZone,
  zoneOf,
} from "../listings/listing";
import { KNOWN_FOR_MS, readFitting } from "../reading/fallback";
import { readInstances } from "../reading/read";
import type { Reader } from "../reading/read-rows";
import { SharedReads, unlessStopped } from "../reading/shared-reads";
import { Deadline } from "../transport/deadline";
import { axiosHttp } from "../transport/http";
import { Transport } from "../transport/transport";
import { type CloudName, type ListingName, listingNamed } from "../vendors";
import { Accounts, accountOf } from "./accounts";
import { argumentAtFault, inContext, isUnavailable } from "./lookup-errors";
import type { CallOptions, ClientOptions } from "./options";
import {
  checkQuery,
  type InstancesQuery,
  instancesArguments,
  type LookupQuery,
  ownArguments,
  selectionOf,
} from "./query";
import { type Examination, type InstanceList, type LookupResult, NOTHING } from "./result";

/** What a call reads, as whom, and until when. */
interface Scope {
  readonly listing: Listing;
  readonly region: string;
  readonly settings: LookupSettings;
  /** The argument. */
  readonly endpoint: string | undefined;
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
}

/** A finished read. */
interface Read<Item> extends Pick<Reader, "clock" | "missing"> {
  readonly items: readonly Item[];
}

/** A function of the caller whose errors are ignored, also if it is asynchronous. */
function harmless<Given extends unknown[]>(call: ((...given: Given) => void) | undefined) {
  return call && ((...given: Given) => void (async () => call(...given))().catch(() => undefined));
}

/** The calls of a client. Loaded with the first one. */
export class Lookups {
  private readonly transport: Transport;
  private readonly accounts: Accounts;
  private readonly reads: SharedReads<Read<unknown>>;
  /** Origins with an advice: not the vendor's, and named by a variable. */
  private readonly strangers = new Set<string>();
  private readonly facts = new SharedReads<Found>(KNOWN_FOR_MS);
  private readonly surroundings: Surroundings;
  private readonly signal: AbortSignal;
  private readonly timeoutMs: number;

  constructor(private readonly options: ClientOptions) {
    this.signal = options.signal ?? new AbortController().signal;
    this.timeoutMs = (options.timeout ?? numberSettings.timeout.default) * 1000;
    const {
      env = process.env,
      home = homeDirectory(),
      http = axiosHttp,
      now = () => new Date(),
    } = options.testing ?? {};
    this.surroundings = { env, home, advise: harmless(options.onAdvice) };
    this.transport = new Transport({
      http,
      now,
      maxRetries: options.maxRetries ?? numberSettings.maxRetries.default,
      onProgress: harmless(options.onProgress),
    });
    this.reads = new SharedReads((options.reuseFor ?? numberSettings.reuseFor.default) * 1000);
    this.accounts = new Accounts({
      transport: this.transport,
      surroundings: this.surroundings,
      timeoutMs: this.timeoutMs,
      signal: this.signal,
      now,
      onCredentials: harmless(options.onCredentials),
    });
  }

  async lookup<Name extends ListingName>(
    name: Name,
    query: LookupQuery<Name>,
    call: CallOptions,
  ): Promise<LookupResult> {
    const options = selectionOf({ ...query });
    const tolerant = options.onUnavailable === "warn";
    try {
      const examination = await this.examine(name, query, call);
      const { latest, verdicts, at, where } = examination;
      return {
        latestId: latest?.id ?? null,
        latest,
        backups: eligibleBackups(examination, options),
        totalCount: verdicts.length,
        eligibleCount: verdicts.filter(({ eligible }) => eligible).length,
        at,
        ageSeconds: latest && ageOf(latest, examination),
        warnings: enforce(examination, options, where),
      };
    } catch (error) {
      if (!(error instanceof BackupsError)) throw error;
      const told = error.with({ listing: name, instanceId: query?.instanceId });
      // A stop by the caller must not look like an answer.
      if (!tolerant || this.signalOf(call).aborted || !isUnavailable(told)) throw told;
      const cause = [told.code, told.vendorCode].filter(Boolean).join(" ");
      return { ...NOTHING, warnings: [warning(told.code, { ...told.told(), cause })] };
    }
  }

  async examine<Name extends ListingName>(
    name: Name,
    query: LookupQuery<Name>,
    call: CallOptions,
  ): Promise<Examination> {
    const listing = listingNamed(name);
    const values: ArgumentValues = { ...query };
    checkQuery(listing, values);
    const scope = await this.scopeOf(listing, query, call);
    const { region, settings } = scope;
    const { instanceId } = query;
    const where = `${listing.title} ${instanceId} in ${region}`;
    const own = ownArguments(listing, values);
    const timeZone = zoneOf(listing, settings, own);
    try {
      const asked = [instanceId, Object.entries(own).sort()];
      const { items, clock, missing } = await this.read(scope, asked, (reader) => {
        const now = reader.clock.endOfWindow();
        const query: ListingQuery = { instanceId, region, timeZone, arguments: own, now };
        return readFitting(listing, query, reader, this.facts);
      });
      const zone = takesZone(listing) ? timeZone : undefined;
      const selection = select(items, selectionOf(values), clock.now(), zone);
      const partly = [...missing].map((text) => warning("partly-refused", { message: text }));
      return { ...selection, warnings: [...selection.warnings, ...partly], region, where };
    } catch (error) {
      if (!(error instanceof BackupsError)) throw error;
      const argument = argumentAtFault(listing, values, error);
      const wasReleased = message`If it was released: ${releasedBackups(listing)}`;
      const hint = error.code === "not-found" ? wasReleased : undefined;
      throw inContext(error, where, { listing: name, instanceId, argument, hint });
    }
  }

  async instances(name: ListingName, query: InstancesQuery, call: CallOptions): Promise<InstanceList> {
    const listing = listingNamed(name);
    let where: string = listing.title;
    try {
      const asked = { ...query };
      checkArguments(instancesArguments, asked);
      const scope = await this.scopeOf(listing, asked, call);
      const { region } = scope;
      where = `${listing.title} in ${region}`;
      const { items, missing } = await this.read(scope, ["instances"], (reader) =>
        readInstances(listing, region, reader),
      );
      if (items.length === 0) mustBeRegion(listing.cloud, region);
      return {
        region,
        instances: [...items].sort((a, b) => (a.id < b.id ? -1 : 1)),
        warnings: [...missing].map((text) => warning("partly-refused", { message: `${where}: ${text}` })),
      };
    } catch (error) {
      throw error instanceof BackupsError ? inContext(error, where, { listing: name }) : error;
    }
  }

  /** Starts the call's time, because the region may be in a vendor's file on a slow mount. */
  private async scopeOf(
    listing: Listing,
    { region: asked, endpoint, profile }: InstancesQuery,
    call: CallOptions,
  ): Promise<Scope> {
    const signal = this.signalOf(call);
    const settings = this.settingsFor(listing.cloud, profile);
    const deadline = new Deadline(this.timeoutMs);
    const found = findRegion(listing.cloud, asked, settings, this.surroundings);
    const region = await unlessStopped(deadline.spendOn(found, "the region was", signal), signal);
    return { listing, region, settings, endpoint, deadline, signal };
  }

  private signalOf({ signal }: CallOptions): AbortSignal {
    // One for each call: Node.js warns of many listeners on one signal.
    return AbortSignal.any(signal ? [this.signal, signal] : [this.signal]);
  }

  private settingsFor(cloud: Cloud, profile: string | undefined): LookupSettings {
    const settings: CloudSettings = this.options[cloud.name as CloudName] ?? {};
    checkSettings(cloud, settings);
    if (profile === undefined) return settings;
    // The client's keys and roles belong to another account than the lookup's own profile.
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

  /**
   * Reads a listing, or shares a running read of it.
   *
   * @param asked distinguishes questions about the same listing, region and account
   */
  private async read<Item>(
    scope: Scope,
    asked: readonly unknown[],
    make: (reader: Reader) => Promise<readonly Item[]>,
  ): Promise<Read<Item>> {
    const { listing, region, settings, endpoint: argument, deadline } = scope;
    const { env } = this.surroundings;
    const endpoint = findEndpoint(listing, region, argument, settings, env);
    const place = [listing.name, endpoint.origin, region, accountOf(settings)];
    const question = JSON.stringify([...place, ...asked]);
    const read = await this.reads.read(question, scope.signal, async (signal) => {
      const keys = this.accounts.keysOf(listing.cloud, settings, region);
      const secrets = new Set<string>();
      const credentials = async () => {
        const found = await keys();
        for (const secret of secretsIn(found)) secrets.add(secret);
        return found;
      };
      const missing = new Set<string>();
      const clock = this.transport.clockOf(endpoint);
      await deadline.spendOn(credentials(), "credentials were", signal);
      const items = await make({
        transport: this.transport,
        endpoint,
        credentials,
        own: ownValues(listing.cloud, settings, env),
        secrets,
        clock,
        missing,
        place,
        signal,
        deadline,
      });
      const variable = variableNaming(endpoint, listing, argument, settings, env);
      if (variable) this.tellWhoAnswered(endpoint, listing.cloud, variable);
      return { clock, items, missing };
    });
    return read as Read<Item>;
  }

  /** An advice, because the variable may be left over from a test. */
  private tellWhoAnswered({ origin }: URL, { title }: Cloud, variable: string): void {
    if (this.strangers.has(origin)) return;
    this.strangers.add(origin);
    this.surroundings.advise?.(
      `${origin} answered in place of ${title}, because ${variable} names it: its backups may be invented. ` +
        `If you want this, give the address as the argument endpoint; if not, unset ${variable}.`,
    );
  }
}
