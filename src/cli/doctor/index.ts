/** `doctor`; loaded when it runs. */
import { existsSync, realpathSync } from "node:fs";
import { homeDirectory } from "../../clouds/home";
import { clouds } from "../../vendors";
import { exitCodes } from "../exit-codes";
import { formatJson } from "../format";
import type { Io } from "../io";
import { type Check, findingsOf, type Place } from "./check";
import { cliConfigFindings } from "./cli-config";
import { fileFindings, packageFindings } from "./directories";
import { environmentFindings } from "./environment";
import { type Finding, problem } from "./finding";
import { hider } from "./hidden";
import { cdktfFindings, nodeFindings, terraformFindings } from "./tools";
import { VendorCheck } from "./vendor";

/** Milliseconds for each check. They run at the same time, except that a vendor's addresses wait for its keys. */
const LIMIT_MS = 10_000;
/** Share of that time for a program or a request, so that the check can still report it. */
const SHARE = 0.8;

function localChecks(place: Place): readonly Check[] {
  return [
    { name: "node", what: "Node.js", run: () => nodeFindings(place) },
    { name: "terraform", what: "Terraform", run: () => terraformFindings(place) },
    { name: "cdktf", what: "cdktf", run: () => cdktfFindings(place) },
    { name: "package", what: "the package", run: () => packageFindings(place) },
    { name: "files", what: "the provider's files", run: () => fileFindings(place) },
    { name: "cli-config", what: "Terraform's CLI configuration", run: () => cliConfigFindings(place) },
    { name: "environment", what: "the environment", run: () => environmentFindings(place) },
  ];
}

/** Checks the vendors with keys, or all vendors if no vendor has keys. */
async function vendorFindings(place: Place, limitMs: number): Promise<readonly Finding[]> {
  const vendors = await Promise.all(
    clouds.map(async (cloud) => {
      const vendor = new VendorCheck(cloud, place);
      const what = `the keys of ${cloud.title}`;
      return { vendor, keys: await findingsOf({ name: "keys", what, run: () => vendor.keys() }, limitMs) };
    }),
  );
  const used = vendors.filter(({ keys }) => keys.some(({ status }) => status !== "none"));
  const { accessKey, secretKey } = clouds[0]?.credentialSources.keys[0] ?? {};
  const nobody = problem(
    "there are no keys of any vendor",
    `Set them, such as ${accessKey} and ${secretKey}; docs/credentials.md says where else keys are found.`,
  );
  const more = await Promise.all(
    (used.length > 0 ? used : vendors).flatMap(({ vendor }) => {
      const { title } = vendor.cloud;
      const account = `the account of the keys of ${title}`;
      return [
        findingsOf({ name: "account", what: account, run: () => vendor.account() }, limitMs),
        findingsOf({ name: "endpoint", what: `the API of ${title}`, run: () => vendor.endpoints() }, limitMs),
      ];
    }),
  );
  const keys = vendors.flatMap((vendor) => vendor.keys);
  return [...keys, ...(used.length > 0 ? [] : [{ check: "keys" as const, ...nobody }]), ...more.flat()];
}

/** Runs all checks, each within its time. */
export async function diagnose(place: Omit<Place, "hide">): Promise<readonly Finding[]> {
  const { env, home, directory, limitMs } = place;
  const variables = clouds.flatMap(({ credentialSources: { keys, secrets } }) => [
    ...keys.flatMap((pair) => [pair.accessKey, pair.secretKey, ...pair.securityToken]),
    ...secrets,
  ]);
  const secrets = variables.flatMap((name) => env[name] ?? []);
  const whole: Place = { ...place, limitMs: limitMs * SHARE, hide: (secret) => void secrets.push(secret) };
  const found = await Promise.all([
    ...localChecks(whole).map((check) => findingsOf(check, limitMs)),
    vendorFindings(whole, limitMs),
  ]);
  const homes = existsSync(home) ? [home, realpathSync(home)] : [home];
  const names = [env.USER, env.LOGNAME, env.USERNAME].flatMap((name) => name || []);
  const hide = hider(homes, names, secrets);
  // The folder's own path may contain the user's name.
  const here = (text: string) => hide(text.replaceAll(`${directory}/`, "./"));
  return found.flat().map(({ check, status, message, remedy }) => ({
    check,
    status,
    message: here(message),
    ...(remedy !== undefined && { remedy: here(remedy) }),
  }));
}

const WORDS: Readonly<Record<Finding["status"], string>> = { ok: "ok", problem: "PROBLEM", none: "-" };

function shown({ status, message, remedy }: Finding): string {
  const indent = " ".repeat(WORDS.problem.length + 2);
  const line = `${WORDS[status].padEnd(indent.length)}${message}\n`;
  return remedy === undefined ? line : `${line}${indent}${remedy}\n`;
}

/** Prints the findings. @returns the exit code */
export async function doctor(
  directory: string,
  { json, endpoint }: { readonly json?: boolean; readonly endpoint?: string },
  { env, out }: Io,
): Promise<number> {
  const home = homeDirectory();
  const place = { directory, env, home, endpoint, limitMs: LIMIT_MS, now: () => new Date() };
  const findings = await diagnose(place);
  const problems = findings.filter(({ status }) => status === "problem").length;
  const isWell = problems === 0;
  if (json) out(formatJson({ ok: isWell, findings }));
  else {
    for (const finding of findings) out(shown(finding));
    const count = problems === 1 ? "1 problem" : `${problems} problems`;
    out(`\n${isWell ? "Nothing is wrong." : `${count}: see above.`}\n`);
  }
  return isWell ? exitCodes.done : exitCodes.failed;
}
