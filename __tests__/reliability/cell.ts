/** One cell of the matrix: the real command, one listing, one kind of fault. */
import { AsyncLocalStorage } from "node:async_hooks";
import { BackupsClient, BackupsError } from "../../src/client";
import { listingNamed } from "../../src/vendors";
import { command } from "../cli/command";
import { testKeys, testKeysInEnvironment } from "../helpers/client";
import type { ConnectProxy } from "../helpers/connect-proxy";
import { startRawServer } from "../helpers/raw-server";
import type { Vendor } from "../helpers/vendors";
import { Ground, RIGHT } from "./ground";
import { type Expected, expectedOf, type Kind } from "./kinds/kind";

/** What a command came to. */
export interface Cell {
  readonly kind: Kind;
  readonly listing: string;
  readonly expected: Expected;
  readonly outcome: string;
  readonly exit: number | null;
  readonly requests: number;
  readonly seconds: number;
  /** What is wrong about it; empty for a cell that is as it should be. */
  readonly problems: readonly string[];
}

/** The lookup under way; the command shows an error's text and exit code, but not its code. */
const watched = new AsyncLocalStorage<{ error?: unknown }>();
const { lookup } = BackupsClient.prototype;
BackupsClient.prototype.lookup = async function watch(
  this: BackupsClient,
  ...query: Parameters<typeof lookup>
) {
  try {
    return await lookup.apply(this, query);
  } catch (error) {
    const watch = watched.getStore();
    if (watch) watch.error = error;
    throw error;
  }
} as typeof lookup;

const EXIT: Readonly<Record<string, number>> = {
  "right ID": 0,
  usage: 2,
  "no-eligible-backup": 3,
  "too-old": 4,
  credentials: 5,
  denied: 5,
};

/** An end of a sentence that tells what to do begins with one of these. */
const REMEDY =
  /^(?:Check|Compare|Grant|Run|Try|Set|Raise|Correct|Look|Narrow|If|The vendor's answer is not .* Please report|The vendor's message says why|A cloud-native|`cdktf-backups list`|Find)/;

const prototypeBefore = JSON.stringify(Reflect.ownKeys(Object.prototype).map(String).sort());

/** What is wrong whatever the kind. */
function breaches(err: string, out: string, error: unknown, vendor: Vendor): string[] {
  const problems: string[] = [];
  const text = `${out}${err}`;
  const { accessKey: _, ...secrets } = testKeys;
  for (const [name, secret] of Object.entries(secrets)) {
    if (text.includes(secret) || text.includes(encodeURIComponent(secret)))
      problems.push(`shows the ${name}`);
  }
  if (/HMAC-SHA256|[0-9a-f]{64}/.test(text)) problems.push("shows a signature");
  if (/^\s+at .*[:(]/m.test(text)) problems.push("shows a stack trace");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be there
  if (/[\x00-\x09\x0b-\x1f]/.test(err)) problems.push("writes control characters to the terminal");
  if (JSON.stringify(Reflect.ownKeys(Object.prototype).map(String).sort()) !== prototypeBefore) {
    problems.push("changed Object.prototype");
  }
  if (error === undefined) return problems;
  if (!(error instanceof BackupsError)) return [...problems, `no BackupsError: ${String(error)}`];
  const { title } = listingNamed(vendor.name);
  if (error.listing !== vendor.name) problems.push("error without its listing");
  if (error.instanceId !== vendor.instanceId) problems.push("error without its instance");
  const [first = "", second = ""] = err.split("\n");
  for (const name of ["error: ", title, vendor.instanceId, vendor.region]) {
    if (!first.includes(name)) problems.push(`${JSON.stringify(first)} does not name ${name}`);
  }
  if (!REMEDY.test(second)) problems.push(`${JSON.stringify(err)} does not say what to do`);
  return problems;
}

function idIn(out: string): string | undefined {
  try {
    return String((JSON.parse(out) as { id?: unknown }).id);
  } catch {
    return undefined;
  }
}

/**
 * Tells whether a timeout is over by more than a second. The second is ten timers in a row, so that on a machine that
 * is busy elsewhere it lasts as long as what it is held against.
 */
function startedOverdue(seconds: number): { readonly stop: () => boolean } {
  let left = 10;
  let timer = setTimeout(function pass() {
    left -= 1;
    if (left >= 0) timer = setTimeout(pass, 100);
  }, seconds * 1000);
  return {
    stop: () => {
      clearTimeout(timer);
      return left < 0;
    },
  };
}

/** Runs one. */
export async function runCell(kind: Kind, vendor: Vendor, proxy: ConnectProxy): Promise<Cell> {
  const ground = new Ground(vendor);
  const { place = "http", seconds = 30, retries = 1, right = RIGHT } = kind;
  const server =
    place === "http" || place === "https"
      ? await startRawServer(kind.answer?.(ground) ?? (() => ground.well()), { tls: place === "https" })
      : undefined;
  const host = typeof place === "object" && "proxy" in place ? `${place.proxy}.${vendor.name}.invalid` : "";
  const address =
    server?.url ?? (typeof place === "object" && "address" in place ? place.address : `https://${host}`);
  const watch: { error?: unknown } = {};
  const args = ["latest", vendor.name, "--instance-id", vendor.instanceId, "--region", vendor.region];
  const limits = ["--timeout", `${seconds}`, "--max-retries", `${retries}`, "--endpoint", address];
  const overdue = startedOverdue(seconds);
  const run = () => command([...args, ...limits, "--json", ...(kind.flags ?? [])], testKeysInEnvironment);
  const { code, out, err } = await watched.run(watch, run).catch((error: unknown) => {
    watch.error = error;
    return { code: null, out: "", err: "" };
  });
  const isLate = overdue.stop();
  await server?.close();
  const requests = server?.seen.length ?? proxy.asked.filter((target) => target === `${host}:443`).length;
  const expected = expectedOf(kind, vendor, ground.cloud);
  const problems = breaches(err, out, watch.error, vendor);
  const id = code === 0 ? idIn(out) : undefined;
  const outcome =
    watch.error instanceof BackupsError
      ? watch.error.code
      : code === 0
        ? id === right
          ? "right ID"
          : `wrong ID ${id}`
        : String(watch.error);
  if (outcome !== expected.outcome)
    problems.push(`expected ${expected.outcome}, got ${outcome}: ${out.replace(/\s+/g, " ")}${err}`);
  else if (code !== (EXIT[outcome] ?? 1))
    problems.push(`expected exit code ${EXIT[outcome] ?? 1}, got ${code}`);
  const [least, most] =
    typeof expected.requests === "number" ? [expected.requests, expected.requests] : expected.requests;
  // A listing that is asked once for each method sends more of them, and how many depends on which is answered first.
  if (vendor.methods === undefined && (requests < least || requests > most)) {
    problems.push(`expected ${least} to ${most} requests, got ${requests}`);
  }
  if (expected.says && !expected.says.test(err))
    problems.push(`${JSON.stringify(err)} is not ${expected.says}`);
  if (isLate) problems.push(`took more than its ${seconds} s and one more`);
  if (outcome !== "right ID" && out !== "") problems.push("wrote to standard output");
  return { kind, listing: vendor.name, expected, outcome, exit: code, requests, seconds, problems };
}
