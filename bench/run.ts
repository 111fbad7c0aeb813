/**
 * `npm run bench`: figures of the built package in new processes, beside its peers. With --short, a few rounds without
 * verdicts, to see that it still runs; with --only NAME, one part.
 */
import { resolve } from "node:path";
import { buildIfChanged } from "../scripts/build-if-changed";
import { benchCold } from "./cold";
import { benchFleets, benchInstances, benchRates, benchSynthesis } from "./fleets";
import { benchHandshake } from "./handshake";
import { benchPlan } from "./plan";
import { verdict, writeReport } from "./report";
import type { Row } from "./row";
import { benchGrowth, benchTenThousand } from "./sizes";

const short = process.argv.includes("--short");
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : undefined;

/** In this order: what is sensitive to other work on the machine first. */
const PARTS: Readonly<Record<string, () => Promise<Row[]>>> = {
  cold: () => benchCold(short ? 1 : 9),
  plan: () => benchPlan(short ? 1 : 9, short),
  // After the plans, which left their compiled code.
  handshake: () => benchHandshake(short ? 1 : 25),
  synthesis: () => benchSynthesis(short ? 1 : 5, short ? 100 : 1000),
  growth: () => benchGrowth(short ? 1000 : 100_000),
  ...(short ? {} : { "ten-thousand": benchTenThousand }),
  ...(short ? {} : { rates: benchRates }),
  // They mostly wait, so that they can be run at once.
  fleets: async () =>
    (await Promise.all([benchInstances(short ? 10 : 1000), ...(short ? [] : [benchFleets()])])).flat(),
};

/**
 * They change every start of Node.js, and so hide the difference between two programs. Node.js 20 parses all certificates
 * of NODE_EXTRA_CA_CERTS at each start, which may take longer than the rest of it.
 */
const LEFT_OUT = ["NODE_EXTRA_CA_CERTS", "NODE_OPTIONS", "NODE_COMPILE_CACHE"];

async function main(): Promise<void> {
  for (const name of LEFT_OUT) delete process.env[name];
  if (only && !Object.hasOwn(PARTS, only)) {
    throw new Error(`--only: got ${JSON.stringify(only)}, expected one of: ${Object.keys(PARTS).join(", ")}`);
  }
  await buildIfChanged();
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (only && name !== only) continue;
    for (const row of await part()) {
      rows.push(row);
      console.log(
        [row.what, row.figure, short ? "" : row.goal, short ? "" : verdict(row)].filter(Boolean).join(" | "),
      );
    }
  }
  if (short) return;
  const held = rows.filter(({ met }) => met !== undefined);
  console.log(`${held.filter(({ met }) => met).length} of ${held.length} goals met`);
  if (!only) writeReport(resolve(__dirname, ".."), rows, new Date());
}

main().catch((error: Error) => {
  console.error(error);
  process.exitCode = 1;
});
