/** The TypeScript that `init` writes. Values of an account are put in as literals, never as code. */
import { camelCase } from "../../../core/argument";
import { constructName } from "../../../listings/data-source-type";
import type { Chosen } from "../instance";
import { demoKeys, NAMES } from "./names";

export type Framework = "cdktf" | "cdktn";

const literal = (value: string) => JSON.stringify(value);
const imported = (from: string, names: readonly string[]) =>
  `import { ${names.join(", ")} } from ${literal(from)};`;

/** The parts of the construct that are there for the emulator alone. */
function emulatorParts({ listing: { cloud }, emulator }: Chosen) {
  if (!emulator) return { imports: [], constant: "", provider: "", argument: "" };
  const settings = [
    "endpoint: EMULATOR",
    ...demoKeys(cloud).map(([name, value]) => `${camelCase(name)}: ${literal(value)}`),
  ];
  return {
    imports: ["BackupsProvider"],
    constant: `
/** The emulator on this machine. Set it to undefined to use ${cloud.title} with your own keys. */
const EMULATOR: string | undefined = ${literal(emulator)};
`,
    provider: `
    // These keys are valid only for the emulator.
    const ${cloud.name} = EMULATOR
      ? { ${settings.join(", ")} }
      : undefined;
    const provider = new BackupsProvider(this, "provider", { alias: "pinned-backup", ${cloud.name} });`,
    argument: "\n      provider,",
  };
}

/** The construct: a lookup, and the pin of what it finds. */
export function constructFile(framework: Framework, chosen: Chosen): string {
  const { imports, constant, provider, argument } = emulatorParts(chosen);
  const lookup = constructName(chosen.listing);
  return `/** The newest restorable backup of one database, pinned. Written by cdktf-backups init; change it as you like. */
${imported(framework === "cdktn" ? "cdktf-backups/cdktn" : "cdktf-backups", [...imports, "RestorePoint", lookup])}
import { Construct } from "constructs";
${constant}
/** Change this text to pin the newest backup. */
const DRILL = "1";

export class ${NAMES.construct} extends Construct {
  /** The pin: it keeps its backup when newer ones appear. */
  readonly point: RestorePoint;

  constructor(scope: Construct, id: string) {
    super(scope, id);${provider}
    const lookup = new ${lookup}(this, "lookup", {
      instanceId: ${literal(chosen.instanceId)},
      region: ${literal(chosen.region)},
      // Plan and destroy go on while the API is down.
      onUnavailable: "warn",${argument}
    });
    this.point = new RestorePoint(this, "point", { lookup, keepers: { drill: DRILL } });
  }
}
`;
}

export function appFile(framework: Framework): string {
  return `${imported(framework, ["App", "TerraformOutput", "TerraformStack"])}
import { ${NAMES.construct} } from "./pinned-backup";

const app = new App();
const stack = new TerraformStack(app, "${NAMES.stack}");
const { point } = new ${NAMES.construct}(stack, "pinned-backup");
// The ID for your restore.
new TerraformOutput(stack, "restore-from", { value: point.backupId });
new TerraformOutput(stack, "data-as-of", { value: point.backup.startedAt });
app.synth();
`;
}

/** What a project that is there has to say for the construct to be in its stack. */
export const USE_CONSTRUCT: readonly string[] = [
  `import { ${NAMES.construct} } from "./pinned-backup";`,
  `new ${NAMES.construct}(this, "pinned-backup");`,
];
