/**
 * The vendors' INI files, read only where all their tools agree: SDKs of Node.js use npm's `ini`, those of Python and
 * JD Cloud's command line tool use `configparser`. Pure.
 */
import { Unusable } from "./credential-file";

const HEADER = /^\[([^[\]"'\\;#]+)\]$/;
/** `configparser` turns other names into lower case; `ini` makes an array of `name[]`. */
const NAME = /^[a-z][a-z0-9_.-]*$/;
/**
 * `ini` ends a value at # and ;, and takes off quotes and backslashes. `configparser` keeps them, and replaces %. Go's
 * `ini.v1` goes on in the next line after a backslash.
 */
const AMBIGUOUS = /[#;%]|\\\\|\\$|^["'`]|["'`]$/;

/**
 * The values of a profile in an INI file; undefined if there is no such profile.
 *
 * @throws Unusable with the line if a line is no `[section]`, `name = value` or comment, or if one of the profile can
 *   be read in two ways
 */
export function iniProfile(content: string, profile: string): object | undefined {
  let found: Map<string, string> | undefined;
  let section: string | undefined;
  let indent = Number.POSITIVE_INFINITY;
  for (const [index, line] of content.split(/\r\n|\r|\n/).entries()) {
    const text = line.trim();
    if (text === "" || /^[#;]/.test(text)) continue;
    const place = `in line ${index + 1}`;
    if (text.startsWith("[")) {
      // `ini` 1 takes a header with blanks beside it for a value of the section above.
      section = HEADER.exec(line)?.[1];
      if (!section || section !== section.trim())
        throw new Unusable(
          `has no valid [section] ${place}`,
          "Repair the file, with nothing beside a [section] in its line",
        );
      // `configparser` gives its values to every profile.
      if (section === "DEFAULT")
        throw new Unusable(`has a [DEFAULT] ${place}`, "Move its values to the profiles, such as [default]");
      if (section === profile && found)
        throw new Unusable(`is there twice, again ${place}`, "Remove one of them", { profile });
      if (section === profile) found = new Map();
      indent = Number.POSITIVE_INFINITY;
      continue;
    }
    if (section === undefined)
      throw new Unusable(`has text before its first [section] ${place}`, "Repair the file");
    const equals = text.indexOf("=");
    const [name, value] = [text.slice(0, equals).trimEnd(), text.slice(equals + 1).trimStart()];
    if (equals < 0 || !NAME.test(name))
      throw new Unusable(
        `has no "name = value" ${place}`,
        "Repair the file, with names in lower case and comments on lines of their own",
      );
    if (section !== profile || !found) continue;
    const indented = line.length - line.trimStart().length;
    // `configparser` adds such a line to the value above it.
    if (indented > indent)
      throw new Unusable(`has a further indented ${name} ${place}`, "Remove the blanks before it", {
        profile,
      });
    indent = indented;
    if (found.has(name))
      throw new Unusable(`has ${name} twice, again ${place}`, "Remove one of them", { profile });
    if (AMBIGUOUS.test(value))
      throw new Unusable(
        `has a ${name} ${place} that the vendor's tools read in different ways`,
        "Write it without quotes, #, ;, % and \\, and comments on lines of their own",
        { profile },
      );
    found.set(name, value);
  }
  return found && Object.fromEntries(found);
}
