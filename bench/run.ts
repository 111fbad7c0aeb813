/** `npm run bench`: ratios measured side by side in one run. With --short, a few rounds, to see that it still runs. */
import { benchLoad } from "./load";
import { benchLookups } from "./lookups";
import { benchPlan } from "./plan";

async function main(): Promise<void> {
  const rounds = process.argv.includes("--short") ? 3 : 15;
  for (const bench of [benchLoad, benchLookups, benchPlan]) {
    for (const line of await bench(rounds)) console.log(line);
  }
}

main().catch((error: Error) => {
  console.error(error);
  process.exitCode = 1;
});
