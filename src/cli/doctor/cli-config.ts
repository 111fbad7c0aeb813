/**
 * Finds settings in Terraform's CLI configuration that hide the provider. Source: "CLI Configuration File", Provider
 * Installation.
 */
import { existsSync, readdirSync } from "node:fs";
import { basename, isAbsolute, join } from "node:path";
import { readRegularFile } from "../../core/regular-file";
import { PROVIDER_HOST, PROVIDER_NAMESPACE, PROVIDER_SOURCE, PROVIDER_TYPE } from "../../delivery/address";
import { terraformPrograms } from "../programs";
import { none, ok, type Place, type Problem, problem, type Results } from "./finding";

/** Variables that name the file, best first. */
const VARIABLES = ["TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG"] as const;

const ADD_MIRROR =
  `Add to that block: filesystem_mirror { path = "terraform.d/plugins", include = ["${PROVIDER_HOST}/*/*"] }, ` +
  `and to each other method: exclude = ["${PROVIDER_HOST}/*/*"]. See docs/plugin.md, Your own provider_installation.`;

/** Start of the name of the file that Terraform runs. */
const EXECUTABLE = `terraform-provider-${PROVIDER_TYPE}`;

/** An installation method: a block in `provider_installation`. */
interface Method {
  readonly type: string;
  readonly body: string;
}

const STRING = String.raw`"(?:\\.|[^"\\\n])*"`;
const COMMENT_OR_STRING = new RegExp(`${STRING}|#.*|//.*|/\\*[\\s\\S]*?\\*/`, "g");
/** A block without blocks in it. */
const FLAT = `\\{((?:${STRING}|[^{}"])*)\\}`;
const METHOD = new RegExp(`(\\w+)\\s*=?\\s*${FLAT}`, "g");
const INSTALLATION = new RegExp(`\\bprovider_installation\\s*=?\\s*\\{((?:${STRING}|[^{}"]|${FLAT})*)\\}`);
const OVERRIDE = new RegExp(`"${PROVIDER_SOURCE}"\\s*=\\s*"([^"]*)"`);

/** The strings of a list; undefined if the body has no such list. */
function listIn(body: string, name: string): readonly string[] | undefined {
  const list = new RegExp(`\\b${name}\\s*=\\s*\\[([^\\]]*)\\]`).exec(body)?.[1];
  return list === undefined ? undefined : [...list.matchAll(/"([^"]*)"/g)].map(([, text = ""]) => text);
}

/** Whether a pattern of three parts, each a name or `*`, matches this provider. */
function isOurs(pattern: string): boolean {
  const parts = pattern.split("/");
  const own = [PROVIDER_HOST, PROVIDER_NAMESPACE, PROVIDER_TYPE];
  return parts.length === own.length && parts.every((part, index) => part === "*" || part === own[index]);
}

/** Whether an installation method applies to this provider. */
function covers({ body }: Method): boolean {
  const [include, exclude] = [listIn(body, "include"), listIn(body, "exclude")];
  return (include?.some(isOurs) ?? true) && !exclude?.some(isOurs);
}

/** Whether a mirror's folder may contain the provider: a relative one may, an absolute one must. */
function mayHoldIt({ body }: Method): boolean {
  const path = /\bpath\s*=\s*"([^"]*)"/.exec(body)?.[1] ?? "";
  return !isAbsolute(path) || existsSync(join(path, PROVIDER_SOURCE));
}

/** The problem with the folder that dev_overrides name for the provider; undefined if there is none. */
function wrongOverride(folder: string): Problem | undefined {
  // A relative folder depends on where Terraform runs.
  if (!isAbsolute(folder)) return undefined;
  if (existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(EXECUTABLE))) return undefined;
  return problem(
    `takes the provider from ${folder} by dev_overrides, and there no file starts with ${EXECUTABLE}`,
    "Correct that folder, or delete the line.",
  );
}

/**
 * Why a configuration hides the provider, after "it"; undefined if it does not. Terraform uses every method that covers a provider,
 * and fails if one fails, as a registry does for this host.
 */
export function hiddenBy(text: string): Problem | undefined {
  const plain = text.replace(COMMENT_OR_STRING, (part) => (part.startsWith('"') ? part : " "));
  const installation = INSTALLATION.exec(plain)?.[1];
  if (installation === undefined) return undefined;
  const override = OVERRIDE.exec(installation)?.[1];
  if (override !== undefined) return wrongOverride(override);
  const methods = [...installation.matchAll(METHOD)].map(([, type = "", body = ""]) => ({ type, body }));
  const covering = methods.filter((method) => method.type !== "dev_overrides" && covers(method));
  const mirrors = covering.filter(({ type }) => type === "filesystem_mirror");
  // A network mirror with this host was set up for it.
  const isMeant = ({ type, body }: Method) =>
    type === "network_mirror" && listIn(body, "include")?.some(isOurs);
  const asking = covering.find((method) => method.type !== "filesystem_mirror" && !isMeant(method));
  if (!mirrors.some(mayHoldIt) && !covering.some(isMeant))
    return problem("has no filesystem_mirror for it", ADD_MIRROR);
  return asking && problem(`lets ${asking.type} ask for it, without an exclude`, ADD_MIRROR);
}

/**
 * The files that Terraform or OpenTofu reads. Source: configFile and configDir in internal/command/cliconfig of both.
 */
function filesOf(program: string, { env, home }: Place): readonly string[] {
  const { APPDATA, XDG_CONFIG_HOME } = env;
  const isWindows = process.platform === "win32" && APPDATA;
  const at = (name: string) => (isWindows ? join(APPDATA, name) : join(home, `.${name}`));
  const isTofu = basename(program).startsWith("tofu");
  const xdg = isTofu && !isWindows && XDG_CONFIG_HOME ? [join(XDG_CONFIG_HOME, "opentofu")] : [];
  // On Windows, OpenTofu prefers terraform.rc.
  const names = isWindows ? ["terraform.rc", "tofu.rc"] : ["tofurc", "terraformrc"];
  const main = names.filter((name) => isTofu || !name.startsWith("tofu")).map(at);
  const file = [...main, ...xdg.map((folder) => join(folder, "tofurc"))].find((path) => existsSync(path));
  const folder = [at("terraform.d"), ...xdg].find((path) => existsSync(path));
  const more = folder ? readdirSync(folder).filter((name) => name.endsWith(".tfrc")) : [];
  return [...(file ? [file] : []), ...more.sort().map((name) => join(String(folder), name))];
}

export function cliConfigFindings(place: Place): Results {
  const { env } = place;
  const variable = VARIABLES.find((name) => env[name]);
  const named = variable && env[variable];
  if (named && !existsSync(named))
    return problem(
      `${variable} names ${named}, which is not there`,
      `Unset ${variable}, or correct it: Terraform goes on without the settings that the file should hold.`,
    );
  const found = terraformPrograms(env).map(({ name }) => name);
  const programs = found.length > 0 ? found : ["terraform"];
  const files = named ? [named] : [...new Set(programs.flatMap((program) => filesOf(program, place)))];
  for (const path of files) {
    const hidden = hiddenBy(String(readRegularFile(path)));
    if (hidden)
      return problem(
        `the provider_installation block in ${path} hides the provider ${PROVIDER_SOURCE}: it ${hidden.message}`,
        hidden.remedy,
      );
  }
  if (files.length === 0) return none("Terraform has no CLI configuration file here");
  return ok(`${files.join(" and ")} does not hide the provider`);
}
