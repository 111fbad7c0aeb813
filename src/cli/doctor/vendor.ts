/** Checks one vendor: its keys, their account, its addresses and its clock. */
import type { Cloud } from "../../clouds/cloud";
import type { Environment } from "../../clouds/credential-sources";
import type { Recipe } from "../../clouds/keys";
import { endsAtLastResort, findRecipe } from "../../clouds/recipe";
import { findRegion } from "../../clouds/region";
import { secretsIn } from "../../clouds/secrets";
import type { Surroundings } from "../../clouds/vendor-files";
import { isLoopback } from "../../core/loopback";
import { findEndpoint } from "../../listings/endpoint";
import { Accounts } from "../../lookup/accounts";
import { TOLERATED_SKEW_MS } from "../../transport/answer";
import { ask, axiosHttp, NoAnswer } from "../../transport/http";
import { httpDate } from "../../transport/http-date";
import { proxyFor } from "../../transport/proxy";
import { Transport } from "../../transport/transport";
import { placeOf } from "../../transport/tunnel";
import { listings } from "../../vendors";
import type { Place } from "./check";
import { CHECK_NETWORK, none, ok, problem, problemOf, type Result, type Results } from "./finding";

export class VendorCheck {
  private readonly settings: { readonly endpoint?: string };
  private readonly surroundings: Surroundings;
  private readonly accounts: Accounts;
  private readonly advice: string[] = [];
  private isUsed = false;

  constructor(
    readonly cloud: Cloud,
    private readonly place: Place,
  ) {
    const { endpoint, env, home, limitMs, now, hide } = place;
    this.settings = { endpoint };
    this.surroundings = { env, home, advise: (text) => void this.advice.push(text) };
    this.accounts = new Accounts({
      transport: new Transport({ http: axiosHttp, now, maxRetries: 1 }),
      surroundings: this.surroundings,
      timeoutMs: limitMs,
      signal: new AbortController().signal,
      now,
      onCredentials: (keys) => [keys.accessKey, ...secretsIn(keys)].forEach(hide),
    });
  }

  private get listings() {
    return listings.filter(({ cloud }) => cloud === this.cloud);
  }

  /** The region of the environment or the vendor's files, else one that the vendor has. */
  private region(): Promise<string> {
    const example = this.listings[0]?.example.region ?? "";
    return findRegion(this.cloud, undefined, {}, this.surroundings).catch(() => example);
  }

  /** Where the keys come from. A vendor without keys is not a problem. */
  async keys(): Promise<Result> {
    const { cloud, place } = this;
    const { title } = cloud;
    try {
      const { recipe, path } = await findRecipe(cloud, this.settings, this.surroundings);
      // The last resort is the machine's own role, which may not exist.
      if (!recipe || (endsAtLastResort(recipe) && !(await this.hasKeys()))) return none(`${title}: no keys`);
      this.isUsed = true;
      const [advice] = this.advice;
      if (advice === undefined) return ok(`${title}: keys from ${sourceOf(recipe, path, cloud, place.env)}`);
      const at = advice.lastIndexOf(": ");
      return problem(`${title}: ${advice.slice(0, at)}`, capitalised(advice.slice(at + 2)));
    } catch (error) {
      return problemOf(error, title);
    }
  }

  private async hasKeys(): Promise<boolean> {
    const keys = this.accounts.keysOf(this.cloud, this.settings, await this.region());
    return (await keys().catch(() => undefined)) !== undefined;
  }

  /** The account of the keys, if the vendor says it. */
  async account(): Promise<Results> {
    const { cloud } = this;
    if (!this.isUsed) return [];
    const id = await this.accounts.idOf(cloud, this.settings, await this.region());
    if (id !== undefined) return ok(`${cloud.title}: the keys belong to account ${id}`);
    return none(`${cloud.title} does not say whose account the keys belong to`);
  }

  /** Whether each address answers, also through a proxy, and the vendor's clock. */
  async endpoints(): Promise<readonly Result[]> {
    const region = await this.region();
    const all = this.listings.map((listing) =>
      findEndpoint(listing, region, undefined, this.settings, this.place.env),
    );
    const urls = new Map(all.map((url) => [url.origin, url]));
    const asked = await Promise.all([...urls.values()].map((url) => this.ask(url)));
    const [aheadMs] = asked.flatMap(({ aheadMs }) => aheadMs ?? []).sort((a, b) => Math.abs(b) - Math.abs(a));
    return [...asked.map(({ result }) => result), ...(aheadMs === undefined ? [] : [this.clock(aheadMs)])];
  }

  /** Asks an address. `aheadMs`: how far the vendor's clock is ahead of this machine's. */
  private async ask(url: URL): Promise<{ readonly result: Result; readonly aheadMs?: number }> {
    const about = `${this.cloud.title}: ${url.host}`;
    const through = (proxy: string | undefined) => (proxy ? ` through the proxy ${proxy}` : "");
    try {
      const { headers } = await ask(
        axiosHttp,
        { method: "GET", url: `${url.origin}/`, headers: {} },
        { timeoutMs: this.place.limitMs, signal: new AbortController().signal },
      );
      const proxy = isLoopback(url.hostname) ? undefined : proxyFor(url);
      const date = httpDate(headers.date);
      return {
        result: ok(`${about} answers${through(proxy && placeOf(proxy))}`),
        // The header's time is cut to whole seconds.
        aheadMs: date === undefined ? undefined : date + 500 - this.place.now().getTime(),
      };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const { proxy, setting, hint = CHECK_NETWORK } = error.details;
      const why = setting ? `${setting}: ${error.message}` : error.message;
      return { result: problem(`${about} cannot be reached${through(proxy)}: ${why}`, hint) };
    }
  }

  private clock(aheadMs: number): Result {
    const seconds = Math.round(Math.abs(aheadMs) / 1000);
    const by = `${seconds} s ${aheadMs > 0 ? "behind" : "ahead of"} ${this.cloud.title}'s`;
    const text = `this machine's clock is ${by}`;
    const result =
      Math.abs(aheadMs) <= TOLERATED_SKEW_MS
        ? ok(text)
        : problem(
            `${text}, and signatures may be refused`,
            "Set this machine's clock, and let it follow a time server (NTP).",
          );
    return { ...result, check: "clock" };
  }
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Where keys come from, without keys or names of roles. */
function sourceOf(recipe: Recipe, path: string | undefined, cloud: Cloud, env: Environment): string {
  switch (recipe.kind) {
    case "keys": {
      if (path !== undefined) return path;
      const pair = cloud.credentialSources.keys.find(({ accessKey }) => env[accessKey]);
      return `the environment (${pair?.accessKey} and ${pair?.secretKey})`;
    }
    case "role":
      return `a role that ${recipe.askedBy} asks for, with keys from ${sourceOf(recipe.from, path, cloud, env)}`;
    case "oidc":
      return `a role by token, which ${recipe.askedBy} asks for`;
    case "instance":
      return `the role of this machine${recipe.askedBy ? `, which ${recipe.askedBy} asks for` : ""}`;
    case "uri":
      return `a server, which ${recipe.askedBy} names`;
    case "function":
      return "a function";
  }
}
