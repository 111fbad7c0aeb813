/** The flag for a file of instances, which several commands accept instead of one instance. */
import { Option } from "commander";

/** `--file`. */
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
