/** Finds, checks and renews the keys of each account, once for all lookups of a client. */
import { accountOfKeys, checkAccount } from "../clouds/account-guard";
import type { Cloud, LookupSettings } from "../clouds/cloud";
import type { Means, StsCall } from "../clouds/credential-sources";
import { findCredentials } from "../clouds/credentials";
import type { Credentials, Keys } from "../clouds/keys";
import { refreshedKeys } from "../clouds/refreshed-keys";
import type { Surroundings } from "../clouds/vendor-files";
import { findEndpoint } from "../listings/endpoint";
import { Deadline } from "../transport/deadline";
import type { Transport } from "../transport/transport";

/** Low, because sessions are rare; the vendors document 100 requests a second and more. */
const STS_REQUESTS_PER_SECOND = 10;
/** Share of a lookup's time for STS, so that the lookup can still report that STS was slow. */
const STS_SHARE = 0.9;

interface AccountsOptions {
  readonly transport: Transport;
  readonly surroundings: Surroundings;
  /** Milliseconds of a whole lookup. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** This machine's clock. */
  readonly now: () => Date;
  /** Called with all keys before they sign anything. */
  readonly onCredentials?: (credentials: Credentials) => void;
}

export class Accounts {
  private readonly known = new Map<string, Keys>();

  constructor(private readonly options: AccountsOptions) {}

  /** The keys of an account. Some hosts depend on the lookup's region. */
  keysOf(cloud: Cloud, settings: LookupSettings, region: string): Keys {
    const sts = this.stsOf(cloud, settings, region)?.origin;
    const key = JSON.stringify([cloud.name, accountOf(settings), sts]);
    const known = this.known.get(key);
    if (known) return known;
    const keys = refreshedKeys(
      () => this.find(cloud, settings, region),
      () => this.nowOf(cloud, settings, region).getTime(),
    );
    this.known.set(key, keys);
    return keys;
  }

  /**
   * The ID of the account that the keys belong to.
   *
   * @returns undefined for a vendor without STS, or if the answer does not say
   */
  async idOf(cloud: Cloud, settings: LookupSettings, region: string): Promise<string | undefined> {
    if (!cloud.credentialSources.roles) return undefined;
    const credentials = await this.keysOf(cloud, settings, region)();
    return accountOfKeys(cloud, credentials, (call) => this.askSts(cloud, call, settings, region));
  }

  private async find(cloud: Cloud, settings: LookupSettings, region: string): Promise<Credentials> {
    const { surroundings, signal, onCredentials } = this.options;
    const askSts = (call: StsCall) => this.askSts(cloud, call, settings, region);
    const network = {
      now: () => this.nowOf(cloud, settings, region),
      askSts,
      askDirectly: (request: Parameters<Means["askDirectly"]>[0]) => {
        const { askDirectly } = require("../transport/direct") as typeof import("../transport/direct");
        return askDirectly(request, signal);
      },
    };
    const found = await findCredentials(cloud, settings, surroundings, network, (keys) =>
      onCredentials?.(keys),
    );
    await checkAccount(cloud, found, settings, askSts);
    return found;
  }

  /** The time for expiries: that of STS, if known. */
  private nowOf(cloud: Cloud, settings: LookupSettings, region: string): Date {
    const sts = this.stsOf(cloud, settings, region);
    return sts ? this.options.transport.clockOf(sts).now() : this.options.now();
  }

  /** Access to STS; undefined for a vendor without roles. */
  private stsOf(cloud: Cloud, settings: LookupSettings, region: string, host?: string): URL | undefined {
    const { roles } = cloud.credentialSources;
    if (!roles) return undefined;
    const own = host ?? roles.stsHost;
    const sts = {
      name: `${cloud.name}-sts`,
      cloud: own ? { ...cloud, endpoint: () => `https://${own}` } : cloud,
      service: "sts",
    };
    return findEndpoint(sts, region, undefined, settings, this.options.surroundings.env);
  }

  private async askSts(
    cloud: Cloud,
    { action, parameters, credentials, sign = cloud.sign, host }: StsCall,
    settings: LookupSettings,
    region: string,
  ): Promise<unknown> {
    const { transport, timeoutMs, signal } = this.options;
    const endpoint = this.stsOf(cloud, settings, region, host) as URL;
    return await transport.send({
      cloud: { ...cloud, sign },
      call: {
        service: "sts",
        version: String(cloud.credentialSources.roles?.stsVersion),
        action,
        region,
        method: "POST",
        parameters,
      },
      endpoint,
      clock: transport.clockOf(endpoint),
      credentials,
      requestsPerSecond: STS_REQUESTS_PER_SECOND,
      signal,
      deadline: new Deadline(timeoutMs * STS_SHARE),
    });
  }
}

/**
 * Identifies an account of one vendor within a client. The profile is not enough: with the client's own keys or role,
 * the same profile means another account.
 */
export function accountOf(settings: LookupSettings): readonly unknown[] {
  const { profile, accessKey, secretKey, credentials, assumeRole, assumeRoleWithOidc } = settings;
  return [profile, Boolean(accessKey || secretKey || credentials || assumeRole || assumeRoleWithOidc)];
}
