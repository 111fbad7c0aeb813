/**
 * Finds settings in Terraform's CLI configuration that hide the provider. Source: "CLI Configuration File", Provider
 * Installation.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { PROVIDER_HOST, PROVIDER_NAMESPACE, PROVIDER_SOURCE, PROVIDER_TYPE } from "../../delivery/address";
import type { Place } from "./check";
import { type Finding, none, ok, problem, problemOf } from "./finding";

/** Variables that name the file, best first. */
const VARIABLES = ["TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG"] as const;

const PAGE = "docs/plugin.md, Your own provider_installation";

/** A block of HCL, and the text between its braces. */
interface Block {
  readonly type: string;
  readonly body: string;
}

const STRING = String.raw`"(?:\\.|[^"\\\n])*"`;
const COMMENT_OR_STRING = new RegExp(`${STRING}|#.*|//.*|/\\*[\\s\\S]*?\\*/`, "g");
const MARKS = new RegExp(`${STRING}|[{}]`, "g");
const HEADER = new RegExp(`(\\w+)\\s*(?:${STRING}\\s*)?=?\\s*$`);

/** The outermost blocks of a text without comments. */
function blocksIn(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let [depth, start, type] = [0, 0, ""];
  for (const { 0: mark, index } of text.matchAll(MARKS)) {
    if (mark === "{") {
      if (depth === 0) [type, start] = [HEADER.exec(text.slice(start, index))?.[1] ?? "", index + 1];
      depth += 1;
    } else if (mark === "}") {
      depth -= 1;
      if (depth === 0) {
        blocks.push({ type, body: text.slice(start, index) });
        start = index + 1;
      }
    }
  }
  return blocks;
}

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
function covers({ body }: Block): boolean {
  const [include, exclude] = [listIn(body, "include"), listIn(body, "exclude")];
  return (include?.some(isOurs) ?? true) && !exclude?.some(isOurs);
}

/** Whether a mirror's folder may contain the provider: a relative one may, an absolute one must. */
function mayHoldIt({ body }: Block): boolean {
  const path = /\bpath\s*=\s*"([^"]*)"/.exec(body)?.[1] ?? "";
  return !isAbsolute(path) || existsSync(join(path, PROVIDER_SOURCE));
}

/**
 * Why a configuration hides the provider; undefined if it does not. Terraform uses every method that covers a provider,
 * and fails if one fails, as a registry does for this host.
 */
export function hiddenBy(text: string): string | undefined {
  const plain = text.replace(COMMENT_OR_STRING, (part) => (part.startsWith('"') ? part : " "));
  const installation = blocksIn(plain).find(({ type }) => type === "provider_installation");
  if (!installation) return undefined;
  const methods = blocksIn(installation.body);
  if (methods.some(({ type, body }) => type === "dev_overrides" && body.includes(`"${PROVIDER_SOURCE}"`)))
    return undefined;
  const covering = methods.filter((method) => method.type !== "dev_overrides" && covers(method));
  const mirrors = covering.filter(({ type }) => type === "filesystem_mirror");
  // A network mirror with this host was set up for it.
  const isMeant = ({ type, body }: Block) =>
    type === "network_mirror" && listIn(body, "include")?.some(isOurs);
  const asking = covering.find((method) => method.type !== "filesystem_mirror" && !isMeant(method));
  if (!mirrors.some(mayHoldIt) && !covering.some(isMeant)) return "has no filesystem_mirror for it";
  return asking ? `lets ${asking.type} ask for it, without an exclude` : undefined;
}

/** The files that Terraform reads, and the variable that names one. */
function filesOf({ env, home }: Place): { readonly variable?: string; readonly files: readonly string[] } {
  const variable = VARIABLES.find((name) => env[name]);
  if (variable) return { variable, files: [String(env[variable])] };
  const isWindows = process.platform === "win32" && env.APPDATA;
  const main = isWindows ? join(String(env.APPDATA), "terraform.rc") : join(home, ".terraformrc");
  const folder = isWindows ? join(String(env.APPDATA), "terraform.d") : join(home, ".terraform.d");
  const more = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".tfrc")) : [];
  return {
    files: [main, ...more.sort().map((name) => join(folder, name))].filter((path) => existsSync(path)),
  };
}

/** Findings about the CLI configuration. */
export function cliConfigFindings(place: Place): readonly Finding[] {
  const { variable, files } = filesOf(place);
  const [first = ""] = files;
  if (variable && !existsSync(first)) {
    return [
      problem(
        "cli-config",
        `${variable} names ${first}, which is not there`,
        `Unset ${variable}, or correct it: Terraform goes on without the settings that the file should hold.`,
      ),
    ];
  }
  for (const path of files) {
    let text: string;
    try {
      text = readFileSync(path, "utf8");
    } catch (error) {
      return [problemOf("cli-config", error, `${path} cannot be read`)];
    }
    const why = hiddenBy(text);
    if (why === undefined) continue;
    return [
      problem(
        "cli-config",
        `the provider_installation block in ${path} hides the provider ${PROVIDER_SOURCE}: it ${why}`,
        `Add to that block: filesystem_mirror { path = "terraform.d/plugins", include = ["${PROVIDER_HOST}/*/*"] }, ` +
          `and to each other method: exclude = ["${PROVIDER_HOST}/*/*"]. See ${PAGE}.`,
      ),
    ];
  }
  if (files.length === 0) return [none("cli-config", "Terraform has no CLI configuration file here")];
  return [ok("cli-config", `${files.join(" and ")} does not hide the provider`)];
}
