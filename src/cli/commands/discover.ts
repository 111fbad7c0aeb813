import type { Command } from "commander";
import { fleetTable } from "../client-arguments";
import { addFlags } from "../flags";
import type { Done, Io, Options } from "../io";
import { severalOption } from "../own-flags";

export function addDiscover(program: Command, io: Io, done: Done): void {
  const command = program
    .command("discover")
    .description("write a file of the instances of an account, in all regions and listings that are named")
    .addOption(
      severalOption(
        "--regions <list>",
        "regions to search, after a vendor if not all vendors have them: tencentcloud:ap-shanghai,alicloud:cn-hangzhou. Default: the environment's, or that of the vendors' own files.",
      ),
    )
    .addOption(severalOption("--listings <list>", "listings to search. Default: all."))
    .option("--profile <text>", "profile in the vendor's own files whose keys are used")
    .option("--out <file>", "file to write. Default: the file is printed.");
  // Instances have no times.
  addFlags(command, fleetTable("timeZone")).action(async (options: Options) => {
    const fleet = require("../fleet") as typeof import("../fleet");
    done(await fleet.discoverFleet(options, io));
  });
}
