/** `doctor`; loaded when it runs. */
import { existsSync, realpathSync } from "node:fs";
import { homeDirectory } from "../../clouds/home";
import { clouds } from "../../vendors";
import { exitCodes } from "../exit-codes";
import { formatJson } from "../format";
import type { Io } from "../io";
import { cliConfigFindings } from "./cli-config";
import { fileFindings, packageFindings } from "./directories";
import { type Finding, findingsOf, type Place, problem, type Results } from "./finding";
import { hider } from "./hidden";
import { cdktfFindings, environmentFindings, nodeFindings, terraformFindings } from "./tools";
import { vendorChecks } from "./vendor";

/** Milliseconds for each check. They run at the same time, except that a vendor's addresses wait for its keys. */
const LIMIT_MS = 10_000;
/** Share of that time for a program or a request, so that the check can still report it. */
const SHARE = 0.8;

/** The checks of this machine and this folder: the name, what is checked, and how. */
const LOCAL: readonly (readonly [string, string, (place: Place) => Promise<Results> | Results])[] = [
  ["node", "Node.js", nodeFindings],
  ["terraform", "Terraform", terraformFindings],
  ["cdktf", "cdktf", cdktfFindings],
  ["package", "the package", packageFindings],
  ["files", "the provider's files", fileFindings],
  ["cli-config", "Terraform's CLI configuration", cliConfigFindings],
  ["environment", "the environment", environmentFindings],
];

/** Checks the vendors with keys, or all vendors if no vendor has keys. */
async function vendorFindings(place: Place, limitMs: number): Promise<readonly Finding[]> {
  const vendors = await Promise.all(
    clouds.map(async (cloud) => {
      const vendor = vendorChecks(cloud, place);
      return {
        ...vendor,
        found: await findingsOf("keys", `the keys of ${cloud.title}`, vendor.keys, limitMs),
      };
    }),
  );
  const keys = vendors.flatMap(({ found }) => found);
  const used = vendors.filter(({ found }) => found.some(({ status }) => status !== "none"));
  if (used.length === 0) {
    const { accessKey, secretKey } = clouds[0]?.credentialSources.keys[0] ?? {};
    const remedy = `Set them, such as ${accessKey} and ${secretKey}; docs/credentials.md says where else keys are found.`;
    keys.push({ check: "keys", ...problem("there are no keys of any vendor", remedy) });
  }
  const more = await Promise.all(
    (used.length > 0 ? used : vendors).flatMap(({ title, account, endpoints }) => [
      findingsOf("account", `the account of the keys of ${title}`, account, limitMs),
      findingsOf("endpoint", `the API of ${title}`, endpoints, limitMs),
    ]),
  );
  return [...keys, ...more.flat()];
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
    ...LOCAL.map(([check, what, run]) => findingsOf(check, what, () => run(whole), limitMs)),
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
