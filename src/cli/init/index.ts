/** `init`; loaded when it runs. */
import { exitCodes } from "../exit-codes";
import type { Io, Options } from "../io";
import { CDKTN_NEEDS, noTerraform, runsCdktnCommand, terraformPrograms } from "../programs";
import { readGround } from "./ground";
import { chooseInstance } from "./instance";
import { type Step, stepsAfter } from "./steps";
import { filesFor, IGNORED } from "./templates";
import { writeNewFiles } from "./write-files";

function shown({ text, commands = [], lines = [] }: Step, index: number): string {
  return [`${index + 1}. ${text}`, ...[...commands, ...lines].map((line) => `     ${line}`), ""].join("\n");
}

/**
 * Writes a project, or a lookup for an existing one, and prints the next steps.
 *
 * @returns the exit code
 * @throws BackupsError `usage` if a file is in the way; then nothing is written
 */
export async function init(directory: string, options: Options, io: Io): Promise<number> {
  const ground = readGround(directory, options);
  const chosen = await chooseInstance(io);
  const files = filesFor(ground, chosen);
  const written = writeNewFiles(directory, files);
  const kept = files.map(({ name }) => name).filter((name) => !written.includes(name));
  io.out(`Written: ${written.join(", ")}\n`);
  if (kept.length > 0) io.out(`Already there: ${kept.join(", ")}\n`);
  if (kept.includes(".gitignore")) io.out(`Add to .gitignore: ${IGNORED.join(" ")}\n`);
  for (const reason of chosen.why) io.out(`${reason}\n`);
  if (ground.kind === "cdktn" && !runsCdktnCommand()) {
    io.out(
      `cdktn's command ${CDKTN_NEEDS}. ` +
        "With an earlier one, run the app yourself, and terraform in cdktf.out/stacks/<stack>.\n",
    );
  }
  if (terraformPrograms(io.env).length === 0)
    io.out(`Before you deploy, install Terraform or OpenTofu: ${noTerraform(io.env)}.\n`);
  const steps = stepsAfter({ ground, chosen, written, env: io.env });
  io.out(`\nNext, in this folder:\n\n${steps.map(shown).join("\n")}\n`);
  const next = steps.find(({ commands = [], lines = [] }) => commands.length + lines.length > 0);
  io.out(`Next: ${next?.commands?.[0] ?? `step ${steps.indexOf(next as Step) + 1}`}\n`);
  return exitCodes.done;
}
