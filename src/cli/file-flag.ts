/** The flag that names a file of instances, which several commands take in place of one instance. */
import { Option } from "commander";
import { usageError } from "../core/errors";

/** `--file`. */
export function fileOption(): Option {
  return new Option(
    "--file <file>",
    "a file of instances (YAML or JSON) in place of one; see the page on fleets",
  );
}

/** An option that may be given more than once, each time with one value or several separated by commas. */
export function severalOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser<readonly string[] | undefined>((text, before = []) => [
    ...before,
    ...text.split(",").map((part) => part.trim()),
  ]);
}

/** The listing of a command line that names no file. @throws BackupsError `usage` */
export function required(listing: string | undefined): string {
  if (listing !== undefined) return listing;
  throw usageError("listing", "missing", "Name a listing, or give a file of instances as --file.");
}
