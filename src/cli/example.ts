import { type ArgumentValues, kebabCase } from "../core/argument";
import type { Listing } from "../listings/listing";

/** A complete command line for a listing. */
export function exampleOf(command: string, { name, example }: Listing, more: ArgumentValues = {}): string {
  const { instanceId, region, arguments: own = {} } = example;
  const given = command === "instances" ? { region } : { instanceId, region, ...own, ...more };
  const flags = Object.entries(given).map(([argument, value]) => `--${kebabCase(argument)} ${String(value)}`);
  return ["cdktf-backups", command, name, ...flags].join(" ");
}
