/** The command and its parts, with our own messages for unknown words. */
import { Command } from "commander";
import { camelCase } from "../core/argument";
import { didYouMean } from "../core/closest";
import { BackupsError, usageError } from "../core/errors";
import { didYouMeanListing, isListing, type KnownListing, listings } from "../vendors";

/** Commander's name of a flag. */
export function nameOf(flag: string): string {
  return camelCase(flag.replace(/^--(?:no-)?/, ""));
}

/** A command. Commander calls the two methods for unknown words. */
export class Part extends Command {
  /** The listing on the command line. */
  listing: KnownListing | undefined;
  /** The exit code of the program, after its command has run. */
  exitCode = 0;
  /** Hints about flags of other commands, by name. */
  readonly elsewhere = new Map<string, string>();

  override createCommand(name?: string): Part {
    return new Part(name);
  }

  unknownCommand(): never {
    const word = this.args[0] ?? "";
    const names = this.commands.map((command) => command.name());
    const hint = isListing(word)
      ? `That is a listing: cdktf-backups latest ${word} --help shows its flags.`
      : (didYouMean(word, names) ?? didYouMeanListing(word));
    throw usageError("command", `got ${JSON.stringify(word)}, expected one of: ${names.join(", ")}`, hint);
  }

  unknownOption(word: string): never {
    const [flag = word] = word.split("=");
    const name = nameOf(flag);
    const asked = [this.name(), this.listing?.name].filter(Boolean).join(" ");
    const owners = listings.filter((listing) => Object.hasOwn(listing.arguments, name));
    const flags = this.options.flatMap(({ long }) => long ?? []);
    const hint =
      this.elsewhere.get(name) ??
      (owners.length > 0 ? `It is a flag of ${owners.map((owner) => owner.name).join(", ")}.` : undefined) ??
      didYouMean(flag, flags) ??
      `cdktf-backups ${asked} --help shows its flags.`;
    throw new BackupsError("usage", `${flag}: ${asked} has no such flag`, { argument: name, hint });
  }
}

/** Converts `help latest` to `latest --help`. */
export function withHelpLast(
  words: readonly string[],
  isCommand: (word: string) => boolean,
): readonly string[] {
  const [first, ...rest] = words;
  if (first !== "help") return words;
  const [second] = rest;
  if (second !== undefined && isListing(second)) return ["latest", ...rest, "--help"];
  return second === undefined || isCommand(second) ? [...rest, "--help"] : rest;
}
