/** Checks one vendor: its keys, their account, its addresses and its clock. */
import type { Cloud } from "../../clouds/cloud";
import type { Environment } from "../../clouds/credential-sources";
import type { Recipe } from "../../clouds/keys";
import { endsAtLastResort, findRecipe, type RecipeSearch } from "../../clouds/recipe";
import { findRegion } from "../../clouds/region";
import { secretsIn } from "../../clouds/secrets";
import { isLoopback } from "../../core/loopback";
import { findEndpoint } from "../../listings/endpoint";
import { Accounts } from "../../lookup/accounts";
import { ask, axiosHttp, NoAnswer } from "../../transport/http";
import { httpDate } from "../../transport/http-date";
import { proxyFor } from "../../transport/proxy";
import { TOLERATED_SKEW_MS, Transport } from "../../transport/transport";
import { placeOf } from "../../transport/tunnel";
import { listings } from "../../vendors";
import type { Place } from "./check";
import { CHECK_NETWORK, type Finding, none, ok, problem, problemOf } from "./finding";

/** One vendor's checks. */
export class VendorCheck {
  private readonly settings: { readonly endpoint?: string };
  private readonly accounts: Accounts;
  private search: RecipeSearch | undefined;
  private readonly advice: string[] = [];

  constructor(
    readonly cloud: Cloud,
    private readonly place: Place,
  ) {
    const { endpoint, limitMs, now, hide } = place;
    this.settings = { endpoint };
    this.accounts = new Accounts({
      transport: new Transport({ http: axiosHttp, now, maxRetries: 1 }),
      surroundings: this.surroundings,
      timeoutMs: limitMs,
      signal: new AbortController().signal,
      now,
      onCredentials: (keys) => [keys.accessKey, ...secretsIn(keys)].forEach(hide),
    });
  }

  private get surroundings() {
    const { env, home } = this.place;
    return { env, home, advise: (text: string) => void this.advice.push(text) };
  }

  private get own() {
    return listings.filter(({ cloud }) => cloud === this.cloud);
  }

  /** The region of the environment or the vendor's files, else one that the vendor has. */
  private async region(): Promise<string> {
    const example = this.own[0]?.example.region ?? "";
    return findRegion(this.cloud, undefined, {}, this.surroundings).catch(() => example);
  }

  /** Where the keys come from. A vendor without keys is not a problem. */
  async keys(): Promise<Finding> {
    const { cloud, place } = this;
    try {
      const search = await findRecipe(cloud, this.settings, this.surroundings);
      const nothing = none("keys", `${cloud.title}: no keys`);
      if (!search.recipe) return nothing;
      // The last resort is the machine's own role, which may not exist.
      if (endsAtLastResort(search.recipe) && !(await this.hasKeys())) return nothing;
      this.search = search;
      const [advice] = this.advice;
      if (advice) {
        const at = advice.lastIndexOf(": ");
        return problem("keys", `${cloud.title}: ${advice.slice(0, at)}`, capitalised(advice.slice(at + 2)));
      }
      const from = sourceOf(search.recipe, search.path, cloud, place.env);
      return ok("keys", `${cloud.title}: keys from ${from}`);
    } catch (error) {
      return problemOf("keys", error, cloud.title);
    }
  }

  private async hasKeys(): Promise<boolean> {
    const keys = this.accounts.keysOf(this.cloud, this.settings, await this.region());
    return keys().then(
      () => true,
      () => false,
    );
  }

  /** The account of the keys, if the vendor says it. */
  async account(): Promise<readonly Finding[]> {
    const { cloud } = this;
    if (!this.search) return [];
    try {
      const id = await this.accounts.idOf(cloud, this.settings, await this.region());
      if (id !== undefined) return [ok("account", `${cloud.title}: the keys belong to account ${id}`)];
      return [none("account", `${cloud.title} does not say whose account the keys belong to`)];
    } catch (error) {
      return [problemOf("account", error, `${cloud.title}: the account of the keys is not known`)];
    }
  }

  /** Whether each address answers, also through a proxy, and its clock. */
  async endpoints(): Promise<readonly Finding[]> {
    const { cloud, place, settings } = this;
    const region = await this.region();
    let urls: readonly URL[];
    try {
      const all = this.own.map((listing) => findEndpoint(listing, region, undefined, settings, place.env));
      urls = [...new Map(all.map((url) => [url.origin, url])).values()];
    } catch (error) {
      return [problemOf("endpoint", error, cloud.title)];
    }
    const asked = await Promise.all(urls.map((url) => this.asked(url)));
    const [aheadMs] = asked.flatMap(({ aheadMs }) => aheadMs ?? []).sort((a, b) => Math.abs(b) - Math.abs(a));
    return [...asked.map(({ finding }) => finding), ...(aheadMs === undefined ? [] : [this.clock(aheadMs)])];
  }

  private async asked(url: URL): Promise<{ readonly finding: Finding; readonly aheadMs?: number }> {
    const about = `${this.cloud.title}: ${url.host}`;
    try {
      const { headers } = await ask(
        axiosHttp,
        { method: "GET", url: `${url.origin}/`, headers: {} },
        { timeoutMs: this.place.limitMs, signal: new AbortController().signal },
      );
      const proxy = isLoopback(url.hostname) ? undefined : proxyFor(url);
      const date = httpDate(headers.date);
      const through = proxy ? ` through the proxy ${placeOf(proxy)}` : "";
      return {
        finding: ok("endpoint", `${about} answers${through}`),
        aheadMs: date === undefined ? undefined : date - this.place.now().getTime(),
      };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const { proxy, setting, hint } = error.details;
      const through = proxy ? ` through the proxy ${proxy}` : "";
      const why = setting ? `${setting}: ${error.message}` : error.message;
      return {
        finding: problem("endpoint", `${about} could not be asked${through}: ${why}`, hint ?? CHECK_NETWORK),
      };
    }
  }

  private clock(aheadMs: number): Finding {
    const seconds = Math.round(Math.abs(aheadMs) / 1000);
    const by = `${seconds} s ${aheadMs > 0 ? "behind" : "ahead of"} ${this.cloud.title}'s`;
    if (Math.abs(aheadMs) <= TOLERATED_SKEW_MS) return ok("clock", `this machine's clock is ${by}`);
    return problem(
      "clock",
      `this machine's clock is ${by}, and signatures may be refused`,
      "Set this machine's clock, and let it follow a time server (NTP).",
    );
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
