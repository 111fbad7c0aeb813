/** The steps after `init`. */
import { foundFrom } from "../../delivery/reachable";
import { demoCredentials } from "../../emulator/demo";
import type { Io } from "../io";
import { type Ground, packagesOf } from "./ground";
import type { Chosen } from "./instance";
import { runsCdktnCommand } from "./node-version";
import {
  hasUnusableTypeScript,
  overrideCommand,
  ownSpec,
  packagesFor,
  USABLE_TYPESCRIPT,
  type Versions,
} from "./packages";
import { findProgram, quoted, withVariables } from "./shell";
import { REQUIRED_PROVIDER, REQUIRED_PROVIDER_JSON } from "./templates/hcl";
import { NAMES } from "./templates/names";
import { USE_CONSTRUCT } from "./templates/typescript";

export interface Step {
  readonly text: string;
  readonly commands?: readonly string[];
  /** Lines to add to a file. */
  readonly lines?: readonly string[];
}

export interface Setting {
  readonly ground: Ground;
  readonly chosen: Chosen;
  /** Names of the files that were written. */
  readonly written: readonly string[];
  readonly env: Io["env"];
}

function npmInstall(packages: Versions, flags: readonly string[] = []): string {
  const named = Object.entries(packages).map(([name, spec]) =>
    quoted(spec.startsWith("file:") ? spec : `${name}@${spec}`),
  );
  return ["npm install", ...flags, ...named].join(" ");
}

/** Replaces a TypeScript with which npm installs nothing, and the app does not start. */
function typescript({ ground }: Setting): Step | undefined {
  if (!hasUnusableTypeScript(ground)) return undefined;
  return {
    text: "Replace TypeScript 7: ts-jest and ts-node do not work with it. npm installs nothing until then, and the app does not start.",
    commands: [`npm install --save-dev ${USABLE_TYPESCRIPT}`],
  };
}

function installation({ ground, written }: Setting): Step | undefined {
  const { directory, kind, isProject, manifest } = ground;
  const spec = ownSpec(directory);
  if (written.includes("package.json"))
    return { text: "Install the packages of package.json.", commands: ["npm install"] };
  const there = packagesOf(manifest);
  if (kind === "hcl" || isProject) {
    const isInstalled = kind === "hcl" ? foundFrom(directory) : there["cdktf-backups"];
    if (isInstalled) return undefined;
    return { text: "Install this package.", commands: [npmInstall({ "cdktf-backups": spec })] };
  }
  const install = (packages: Versions, flags?: readonly string[]) => {
    const missing = Object.entries(packages).filter(([name]) => !there[name]);
    return missing.length > 0 ? npmInstall(Object.fromEntries(missing), flags) : undefined;
  };
  const { code, tools } = packagesFor(kind, spec);
  const override = kind === "cdktf" ? overrideCommand(manifest) : undefined;
  const commands = [override, install(code), install(tools, ["--save-dev"])].filter(
    (command) => command !== undefined,
  );
  return commands.length > 0 ? { text: "Install the packages of the project.", commands } : undefined;
}

/** Adds lines to the user's own file. */
function edit({ ground }: Setting): Step | undefined {
  const { kind, isProject, app = "", requiredProviders } = ground;
  if (kind === "hcl") {
    if (!requiredProviders || requiredProviders.hasOurs) return undefined;
    const { file } = requiredProviders;
    return {
      text: `Add this line to the required_providers block in ${file}.`,
      lines: [file.endsWith(".json") ? REQUIRED_PROVIDER_JSON : REQUIRED_PROVIDER],
    };
  }
  if (!isProject) return undefined;
  const file = /\S+\.[cm]?ts\b/.exec(app)?.[0] ?? "the file of your stack";
  return {
    text: `Add the first line to the imports of ${file}, and the second one to the constructor of your stack.`,
    lines: USE_CONSTRUCT,
  };
}

/** Commands for the first deployment, for the next ones, and to destroy a new project. */
function deployment({ ground: { kind, isProject }, env }: Setting) {
  const terraform = !findProgram("terraform", env) && findProgram("tofu", env) ? "tofu" : "terraform";
  if (kind === "hcl") {
    const again = [`${terraform} apply`];
    const first = ["npx cdktf-backups install", `${terraform} init`, ...again];
    return { first, again, destroy: [`${terraform} destroy`] };
  }
  if (kind === "cdktn" && !isProject && !runsCdktnCommand()) {
    // Not with -chdir, because Terraform looks for terraform.d where it was started.
    const there = (action: string) => `(cd cdktf.out/stacks/${NAMES.stack} && ${terraform} ${action})`;
    const [app, apply] = ["node --import tsx main.ts", there("apply")];
    return { first: [app, there("init"), apply], again: [app, apply], destroy: [there("destroy")] };
  }
  const variables: Record<string, string> = terraform === "tofu" ? { TERRAFORM_BINARY_NAME: terraform } : {};
  // An existing stack contains more than the written files.
  const flag = isProject ? "" : " --auto-approve";
  const run = (action: string) => [withVariables(variables, `npx ${kind} ${action}${flag}`)];
  return { first: run("deploy"), again: run("deploy"), destroy: run("destroy") };
}

/** The command that reports on the instance, with the emulator's keys and address. */
function report({ listing: { cloud }, emulator }: Chosen): string {
  const command = `npx cdktf-backups report --file ${NAMES.instancesFile}`;
  if (!emulator) return command;
  const { accessKey, secretKey } = cloud.credentialSources.keys[0];
  const keys = { [accessKey]: demoCredentials.accessKey, [secretKey]: demoCredentials.secretKey };
  return withVariables(keys, `${command} --endpoint ${emulator.url}`);
}

/** How to switch the stack to the vendor. */
function switchOff({ ground: { kind }, chosen, env }: Setting): Step {
  const { cloud, name } = chosen.listing;
  const { keys, region } = cloud.credentialSources;
  const [file, constant, nothing] =
    kind === "hcl"
      ? [NAMES.hclFile, "backups_emulator", "null"]
      : [NAMES.constructFile, "EMULATOR", "undefined"];
  const leftOver = Object.keys(env).filter((each) => each.startsWith("BACKUPS_ENDPOINT_URL"));
  return {
    text:
      `Switch to ${cloud.title}. In ${file}, set ${constant} to ${nothing}, and put in your instance and its region. ` +
      `Keys come from ${keys[0].accessKey} and ${keys[0].secretKey}, or from the vendor's own files. This lists the ` +
      `instances in the region that ${region[0]} or the vendor's file names.`,
    commands: [
      ...(leftOver.length > 0 ? [`unset ${leftOver.join(" ")}`] : []),
      `npx cdktf-backups instances ${name}`,
    ],
  };
}

export function stepsAfter(setting: Setting): readonly Step[] {
  const { ground, chosen } = setting;
  const { kind, isProject } = ground;
  const { first, again, destroy } = deployment(setting);
  const [file, drill] = kind === "hcl" ? [NAMES.hclFile, "backups_drill"] : [NAMES.constructFile, "DRILL"];
  const steps: readonly (Step | undefined)[] = [
    typescript(setting),
    installation(setting),
    edit(setting),
    chosen.emulator && {
      text: "Start the emulator and leave it running. Type the rest in another terminal.",
      commands: [`npx cdktf-backups emulate --port ${chosen.emulator.port}`],
    },
    {
      text: `Deploy. Terraform finds the newest restorable backup and pins it.${isProject ? "" : " Nothing is made in a cloud."}`,
      commands: first,
    },
    { text: `Pin anew. Change the text of ${drill} in ${file}, and deploy.`, commands: again },
    {
      text: "Write a report on the backups of the instance, backups-report.html.",
      commands: [report(chosen)],
    },
    isProject
      ? {
          text: `Remove it again: delete ${file}, ${NAMES.instancesFile} and the lines that you added, and deploy.`,
        }
      : { text: "Remove the stack again.", commands: destroy },
    chosen.emulator && switchOff(setting),
  ];
  return steps.filter((step) => step !== undefined);
}
