/** The environment in which lookups ask the emulator, whatever else is set up on the machine. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { emulatorEnvironment } from "../../src/cli/commands/emulate";
import { demoCredentials } from "../../src/emulator";

/**
 * Variables of the machine's owner that would send a lookup elsewhere, change its answer, or change what cdktf and
 * Terraform do: of this package, of CDKTF, of Terraform and OpenTofu, and of the vendors' tools.
 */
const OWNERS_SETTINGS =
  /^(?:(?:BACKUPS|CDKTF|TF|TOFU|TENCENTCLOUD|TCCLI|TKE|ALIBABA_?CLOUD|ALICLOUD|JDCLOUD|JDC)_|SYNTH_HCL_OUTPUT$)/i;

/**
 * The given environment without its owner's settings, pointed at an emulator. Keys in the environment win over the
 * vendors' files, so no key of the owner is read.
 *
 * @param folder for files of cdktf, and for an empty configuration of Terraform, in the place of the owner's
 */
export function emulatedEnvironment(
  inherited: NodeJS.ProcessEnv,
  url: string,
  folder: string,
): NodeJS.ProcessEnv {
  const kept = Object.entries(inherited).filter(([name]) => !OWNERS_SETTINGS.test(name));
  const config = join(folder, "empty.tfrc");
  writeFileSync(config, "");
  return {
    ...Object.fromEntries(kept),
    ...emulatorEnvironment(url, demoCredentials),
    // The example gives it as an argument: an address that only a variable names is warned of.
    EXAMPLE_ENDPOINT: url,
    TF_CLI_CONFIG_FILE: config,
    // cdktf would make folders below the owner's home.
    CDKTF_HOME: join(folder, "cdktf"),
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    // Without it cdktf and Terraform ask their makers' server for newer versions.
    CHECKPOINT_DISABLE: "1",
  };
}
