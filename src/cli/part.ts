/** The command and its parts, with our own words for what they do not know. */
import { Command } from "commander";
import { camelCase } from "../core/argument";
import { didYouMean } from "../core/closest";
import { BackupsError, usageError } from "../core/errors";
import { didYouMeanListing, isListing, type KnownListing, listings } from "../vendors";

/** A name as commander makes it of a flag. */
export function nameOf(flag: string): string {
  return camelCase(flag.replace(/^--(?:no-)?/, ""));
}

/** A command. The two methods are those that commander calls for words that it does not know. */
export class Part extends Command {
  /** The listing that the command line names. */
  listing: KnownListing | undefined;
  /** What to do about flags that it has elsewhere, by their names. */
  readonly elsewhere = new Map<string, string>();

  override createCommand(name?: string): Part {
    return new Part(name);
  }

  unknownOption(flag: string): never {
    throw this.unknownFlag(flag.split("=")[0] ?? flag);
  }

  unknownCommand(): never {
    const word = this.args[0] ?? "";
    const names = this.commands.map((command) => command.name());
    const hint = isListing(word)
      ? `That is a listing: cdktf-backups latest ${word} --help shows how it is asked.`
      : (didYouMean(word, names) ?? didYouMeanListing(word));
    throw usageError("command", `got ${JSON.stringify(word)}, expected one of: ${names.join(", ")}`, hint);
  }

  private unknownFlag(flag: string): BackupsError {
    const name = nameOf(flag);
    const asked = [this.name(), this.listing?.name].filter(Boolean).join(" ");
    const owners = listings.filter((listing) => Object.hasOwn(listing.arguments, name));
    const flags = this.options.flatMap(({ long }) => long ?? []);
    const hint =
      this.elsewhere.get(name) ??
      (owners.length > 0 ? `It is a flag of ${owners.map((owner) => owner.name).join(", ")}.` : undefined) ??
      didYouMean(flag, flags) ??
      `cdktf-backups ${asked} --help shows its flags.`;
    return new BackupsError("usage", `${flag}: ${asked} has no such flag`, { argument: name, hint });
  }
}

/** The words of a command line that asks for help, in the form that a command takes: `help latest` is `latest --help`. */
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
