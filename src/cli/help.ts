/** The help of a command for one listing, on a screen of 80 columns and 30 lines. */
import type { Command, Help } from "commander";
import { type ArgumentValues, kebabCase } from "../core/argument";
import { wrapTo } from "../core/cells";
import type { Listing } from "../listings/listing";

const WIDTH = 80;

export function exampleOf(command: string, { name, example }: Listing, more: ArgumentValues = {}): string {
  const { instanceId, region, arguments: own = {} } = example;
  const given = command === "instances" ? { region } : { instanceId, region, ...own, ...more };
  const flags = Object.entries(given).map(([argument, value]) => `--${kebabCase(argument)} ${String(value)}`);
  return ["cdktf-backups", command, name, ...flags].join(" ");
}

/** An example that works, and one line for each flag. */
export function formatHelp(command: Command, listing: Listing, line: string, helper: Help): string {
  const options = helper.visibleOptions(command).filter(({ long }) => long !== "--help");
  const column = Math.max(...options.map(({ flags }) => flags.length)) + 3;
  const lines = options.flatMap(({ flags, description }) =>
    wrapTo(description, WIDTH - column).map(
      (part, index) => `${` ${index === 0 ? flags : ""}`.padEnd(column)}${part}`,
    ),
  );
  const [first = "", ...rest] = wrapTo(line, WIDTH - 6);
  const example = [first, ...rest.map((line) => `    ${line}`)].join(" \\\n");
  return `Usage: cdktf-backups ${command.name()} ${listing.name} [flags], for example:\n  ${example}\n${lines.join("\n")}\n`;
}
