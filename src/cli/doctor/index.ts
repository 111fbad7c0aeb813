/** `doctor`; loaded when it runs. */
import { realpathSync } from "node:fs";
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

/** The checks of this machine and folder. */
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

/** All checks of the vendors. Skips vendors without keys, unless no vendor has keys. */
async function vendorFindings(place: Place, limitMs: number): Promise<readonly Finding[]> {
  const vendors = await Promise.all(
    clouds.map(async (cloud) => {
      const vendor = new VendorCheck(cloud, place);
      const run = async () => [await vendor.keys()];
      const what = `the keys of ${cloud.title}`;
      return { vendor, what, keys: await findingsOf({ name: "keys", what, run }, limitMs) };
    }),
  );
  const used = vendors.filter(({ keys }) => keys.some(({ status }) => status !== "none"));
  const { accessKey, secretKey } = clouds[0]?.credentialSources.keys[0] ?? {};
  const nobody = problem(
    "keys",
    "there are no keys of any vendor",
    `Set them, such as ${accessKey} and ${secretKey}; docs/credentials.md says where else keys are found.`,
  );
  const more = await Promise.all(
    (used.length > 0 ? used : vendors).map(async ({ vendor, what }) => {
      const { title } = vendor.cloud;
      const found = await Promise.all([
        findingsOf({ name: "account", what: `the account of ${what}`, run: () => vendor.account() }, limitMs),
        findingsOf({ name: "endpoint", what: `the API of ${title}`, run: () => vendor.endpoints() }, limitMs),
      ]);
      return found.flat();
    }),
  );
  return [...vendors.flatMap(({ keys }) => keys), ...(used.length > 0 ? [] : [nobody]), ...more.flat()];
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
  const names = [env.USER, env.LOGNAME, env.USERNAME].flatMap((name) => name || []);
  const hide = hider({ homes: [home, realHome(home)], names }, secrets);
  // The folder's own path may contain the user's name.
  const here = (text: string) => hide(text.replaceAll(`${directory}/`, "./"));
  return found.flat().map(({ check, status, message, remedy }) => ({
    check,
    status,
    message: here(message),
    ...(remedy !== undefined && { remedy: here(remedy) }),
  }));
}

function realHome(home: string): string {
  try {
    return realpathSync(home);
  } catch {
    return home;
  }
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
  options: { readonly json?: boolean; readonly endpoint?: string },
  io: Io,
): Promise<number> {
  const { json, endpoint } = options;
  const findings = await diagnose({
    directory,
    env: io.env,
    home: homeDirectory(),
    endpoint,
    limitMs: LIMIT_MS,
    now: () => new Date(),
  });
  const problems = findings.filter(({ status }) => status === "problem").length;
  if (json) io.out(formatJson({ ok: problems === 0, findings }));
  else {
    for (const finding of findings) io.out(shown(finding));
    io.out(
      `\n${problems === 0 ? "Nothing is wrong." : `${problems === 1 ? "1 problem" : `${problems} problems`}: see above.`}\n`,
    );
  }
  return problems === 0 ? exitCodes.done : exitCodes.failed;
}
