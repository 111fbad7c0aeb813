/** The steps after `init`. */
import { shellWord } from "../../core/shell-word";
import { foundFrom } from "../../delivery/reachable";
import { demoCredentials } from "../../emulator/demo";
import type { Io } from "../io";
import { runsCdktnCommand, terraformPrograms } from "../programs";
import { type Ground, packagesOf } from "./ground";
import type { Chosen } from "./instance";
import {
  hasUnusableTypeScript,
  overrideCommand,
  ownSpec,
  packagesFor,
  USABLE_TYPESCRIPT,
  type Versions,
} from "./packages";
import { REQUIRED_PROVIDER, REQUIRED_PROVIDER_JSON } from "./templates/hcl";
import { NAMES, WORDS } from "./templates/names";
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

/** A command with its own variables, which do not stay in the shell. */
export function withVariables(
  variables: Readonly<Record<string, string>>,
  command: string,
  platform: NodeJS.Platform = process.platform,
): string {
  const set = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  if (set.length === 0 || platform !== "win32") return [...set, command].join(" ");
  return `cmd /c "${[...set.map((each) => `set ${each}`), command].join("&&")}"`;
}

/** The command that installs the packages that are not there, if any. */
function npmInstall(packages: Versions, there: Versions, flags: readonly string[] = []): readonly string[] {
  const missing = Object.entries(packages).filter(([name]) => !there[name]);
  const words = missing.map(([name, spec]) => shellWord(spec.startsWith("file:") ? spec : `${name}@${spec}`));
  return words.length > 0 ? [["npm install", ...flags, ...words].join(" ")] : [];
}

function installation({ ground, written }: Setting): Step | undefined {
  const { directory, kind, isProject, manifest } = ground;
  if (written.includes("package.json"))
    return { text: "Install the packages of package.json.", commands: ["npm install"] };
  const [spec, there] = [ownSpec(directory), packagesOf(manifest)];
  if (kind === "hcl" || isProject) {
    const isInstalled = kind === "hcl" ? foundFrom(directory) : there["cdktf-backups"];
    if (isInstalled) return undefined;
    return { text: "Install this package.", commands: npmInstall({ "cdktf-backups": spec }, {}) };
  }
  const { code, tools } = packagesFor(kind, spec);
  const commands = [
    ...overrideCommand(ground),
    ...npmInstall(code, there),
    ...npmInstall(tools, there, ["--save-dev"]),
  ];
  return commands.length > 0 ? { text: "Install the packages of the project.", commands } : undefined;
}

/** Adds lines to the user's own file. */
function edit({ kind, isProject, app = "", requiredProviders }: Ground): Step | undefined {
  if (requiredProviders && !requiredProviders.hasOurs) {
    const { file } = requiredProviders;
    return {
      text: `Add this line to the required_providers block in ${file}.`,
      lines: [file.endsWith(".json") ? REQUIRED_PROVIDER_JSON : REQUIRED_PROVIDER],
    };
  }
  if (kind === "hcl" || !isProject) return undefined;
  const file = /\S+\.[cm]?ts\b/.exec(app)?.[0] ?? "the file of your stack";
  return {
    text: `Add the first line to the imports of ${file}, and the second one to the constructor of your stack.`,
    lines: USE_CONSTRUCT,
  };
}

/** Commands for the first deployment, for the next ones, and to destroy a new project. */
function deployment({ ground: { kind, isProject }, env }: Setting) {
  const { name = "terraform" } = terraformPrograms(env)[0] ?? {};
  const terraform = shellWord(name);
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
  const isFound = name === "terraform" || name === env.TERRAFORM_BINARY_NAME;
  const variables: Record<string, string> = isFound ? {} : { TERRAFORM_BINARY_NAME: name };
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
  return withVariables(keys, `${command} --endpoint ${emulator}`);
}

/** How to switch the stack to the vendor. */
function switchOff({ ground: { kind }, chosen, env }: Setting): Step {
  const { cloud, name } = chosen.listing;
  const { keys, region } = cloud.credentialSources;
  const { file, emulator, off } = WORDS[kind];
  const leftOver = Object.keys(env).filter((each) => each.startsWith("BACKUPS_ENDPOINT_URL"));
  return {
    text:
      `Switch to ${cloud.title}. In ${file}, set ${emulator} to ${off}, and put in your instance and its region. ` +
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
  const { file, drill } = WORDS[kind];
  const steps: readonly (Step | undefined)[] = [
    hasUnusableTypeScript(ground)
      ? {
          text: "Replace TypeScript 7: ts-jest and ts-node do not work with it. npm installs nothing until then, and the app does not start.",
          commands: [`npm install --save-dev ${USABLE_TYPESCRIPT}`],
        }
      : undefined,
    installation(setting),
    edit(ground),
    chosen.emulator === undefined
      ? undefined
      : {
          text: "Start the emulator and leave it running. Type the rest in another terminal.",
          commands: [`npx cdktf-backups emulate --port ${new URL(chosen.emulator).port}`],
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
    chosen.emulator === undefined ? undefined : switchOff(setting),
  ];
  return steps.filter((step) => step !== undefined);
}
