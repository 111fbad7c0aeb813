/** Commands over many instances; `fleet/` is loaded when one of them runs. */
import { Argument, Option } from "commander";
import type { ArgumentTable } from "../../core/argument";
import { fleetTable } from "../client-arguments";
import { fileOption, severalOption } from "../own-flags";
import type { PlainCommand } from "../plain-command";

const fleet = () => require("../fleet") as typeof import("../fleet");

/** Instances have no times. */
const withoutTimes = ({ timeZone: _, ...flags }: ArgumentTable): ArgumentTable => flags;

export const report = (): PlainCommand => ({
  description: "write a report on the databases of a file: one page, the same data as JSON, and as Markdown",
  options: [
    fileOption().makeOptionMandatory(),
    severalOption("--out <file>", "files to write: .html, .json or .md. Default: backups-report.html."),
  ],
  flags: fleetTable(),
  run: (options, io) => fleet().reportFleet(options, io),
});

export const discover = (): PlainCommand => ({
  description: "write a file of the instances of an account, in all regions and listings that are named",
  options: [
    severalOption(
      "--regions <list>",
      "regions to search, after a vendor if not all vendors have them: tencentcloud:ap-shanghai,alicloud:cn-hangzhou. Default: the environment's, or that of the vendors' own files.",
    ),
    severalOption("--listings <list>", "listings to search. Default: all."),
    new Option("--profile <text>", "profile in the vendor's own files whose keys are used"),
    new Option("--out <file>", "file to write. Default: the file is printed."),
  ],
  flags: withoutTimes(fleetTable()),
  run: (options, io) => fleet().discoverFleet(options, io),
});

export const exportStacks = (): PlainCommand => ({
  description: "write a file of the instances that synthesised stacks look up. Default directory: cdktf.out",
  takes: new Argument("[directory]"),
  options: [new Option("--out <file>", "file to write. Default: the file is printed.")],
  run: (options, io, [directory = "cdktf.out"]) => fleet().exportFleet(directory, options, io),
});

export const permissions = (): PlainCommand => ({
  description: "print the smallest policy that lets keys list backups, to paste into the vendor's console",
  takes: new Argument("[listings...]"),
  options: [fileOption()],
  run: (options, io, listings) => fleet().printPermissions(listings, options, io),
});
