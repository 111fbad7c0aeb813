/** Flags of commands that are not arguments of a lookup. */
import { Option } from "commander";
import { usageError } from "../core/errors";
import type { Options } from "./io";

/** A file of instances, which several commands accept instead of one instance. */
export function fileOption(): Option {
  return new Option(
    "--file <file>",
    "A file of instances (YAML or JSON) in place of a listing; see the page on fleets",
  );
}

/** An option that may be given more than once, each time with one value or several separated by commas. */
export function severalOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser<readonly string[] | undefined>((text, before = []) => [
    ...before,
    ...text.split(",").map((part) => part.trim()),
  ]);
}

export function showUrlsOption(): Option {
  return new Option("--show-urls", "With --json: signed download addresses (secrets)");
}

/** Throws if the output has no addresses. @throws BackupsError `usage` */
export function refuseUrlsWithoutJson({ showUrls, json }: Options): void {
  if (!showUrls || json) return;
  throw usageError("showUrls", "works only with --json", "Give --json, or leave it out.");
}
