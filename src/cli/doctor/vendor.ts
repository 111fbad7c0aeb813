/** Checks one vendor: its keys, their account, its addresses and its clock. */
import type { Cloud } from "../../clouds/cloud";
import type { Environment } from "../../clouds/credential-sources";
import type { Recipe } from "../../clouds/keys";
import { endsAtLastResort, findRecipe } from "../../clouds/recipe";
import { findRegion } from "../../clouds/region";
import { secretsIn } from "../../clouds/secrets";
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
import {
  CHECK_NETWORK,
  none,
  ok,
  type Place,
  problem,
  problemOf,
  type Result,
  type Results,
} from "./finding";

/** The checks of a vendor; `keys` runs before `account`. */
export function vendorChecks(cloud: Cloud, { endpoint, env, home, limitMs, now, hide }: Place) {
  const { title } = cloud;
  const own = listings.filter((listing) => listing.cloud === cloud);
  const advice: string[] = [];
  const signal = new AbortController().signal;
  const surroundings = { env, home, advise: (text: string) => void advice.push(text) };
  const accounts = new Accounts({
    transport: new Transport({ http: axiosHttp, now, maxRetries: 1 }),
    surroundings,
    timeoutMs: limitMs,
    signal,
    now,
    onCredentials: (keys) => [keys.accessKey, ...secretsIn(keys)].forEach(hide),
  });
  /** The region of the environment or the vendor's files, else one that the vendor has. */
  const findOwnRegion = () =>
    findRegion(cloud, undefined, {}, surroundings).catch(() => own[0]?.example.region ?? "");
  let isUsed = false;

  /** Where the keys come from. A vendor without keys is not a problem. */
  async function keys(): Promise<Result> {
    try {
      const { recipe, path } = await findRecipe(cloud, { endpoint }, surroundings);
      // The last resort is the machine's own role, which may not exist.
      if (!recipe || (endsAtLastResort(recipe) && !(await hasKeys()))) return none(`${title}: no keys`);
      isUsed = true;
      const [first] = advice;
      if (first === undefined) return ok(`${title}: keys from ${sourceOf(recipe, path, cloud, env)}`);
      const at = first.lastIndexOf(": ");
      return problem(`${title}: ${first.slice(0, at)}`, capitalised(first.slice(at + 2)));
    } catch (error) {
      return problemOf(error, title);
    }
  }

  async function hasKeys(): Promise<boolean> {
    const keysNow = accounts.keysOf(cloud, { endpoint }, await findOwnRegion());
    return (await keysNow().catch(() => undefined)) !== undefined;
  }

  /** The account of the keys, if the vendor says it. */
  async function account(): Promise<Results> {
    if (!isUsed) return [];
    const id = await accounts.idOf(cloud, { endpoint }, await findOwnRegion());
    if (id !== undefined) return ok(`${title}: the keys belong to account ${id}`);
    return none(`${title} does not say whose account the keys belong to`);
  }

  /** Whether each address answers, also through a proxy, and the vendor's clock. */
  async function endpoints(): Promise<Results> {
    const region = await findOwnRegion();
    const all = own.map((listing) => findEndpoint(listing, region, undefined, { endpoint }, env));
    const ahead: number[] = [];
    const origins = [...new Set(all.map(({ origin }) => origin))];
    const answers = await Promise.all(origins.map((origin) => endpointAt(new URL(origin), ahead)));
    const [most] = ahead.sort((a, b) => Math.abs(b) - Math.abs(a));
    return [...answers, ...(most === undefined ? [] : [clock(most)])];
  }

  /** Asks an address. @param ahead takes the milliseconds by which the vendor's clock is ahead of this machine's */
  async function endpointAt(url: URL, ahead: number[]): Promise<Result> {
    const about = `${title}: ${url.host}`;
    const through = (proxy: string | undefined) => (proxy ? ` through the proxy ${proxy}` : "");
    try {
      const request = { method: "GET", url: url.href, headers: {} } as const;
      const { headers } = await ask(axiosHttp, request, { timeoutMs: limitMs, signal });
      const date = httpDate(headers.date);
      // The header's time is cut to whole seconds.
      if (date !== undefined) ahead.push(date + 500 - now().getTime());
      const proxy = isLoopback(url.hostname) ? undefined : proxyFor(url);
      return ok(`${about} answers${through(proxy && placeOf(proxy))}`);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const { proxy, setting, hint = CHECK_NETWORK } = error.details;
      const why = setting ? `${setting}: ${error.message}` : error.message;
      return problem(`${about} cannot be reached${through(proxy)}: ${why}`, hint);
    }
  }

  function clock(aheadMs: number): Result {
    const by = `${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs > 0 ? "behind" : "ahead of"}`;
    const text = `this machine's clock is ${by} ${title}'s`;
    const remedy = "Set this machine's clock, and let it follow a time server (NTP).";
    const isRight = Math.abs(aheadMs) <= TOLERATED_SKEW_MS;
    const result = isRight ? ok(text) : problem(`${text}, and signatures may be refused`, remedy);
    return { ...result, check: "clock" };
  }

  return { title, keys, account, endpoints };
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
