/**
 * Writes the pages under docs/ that follow from the code: `tsx scripts/docs.ts`. With `--check` nothing is written,
 * and pages that are not what the code says are named, with exit code 1.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readPages, wrongPages } from "./docs/check";
import { generatedPages } from "./docs/pages";

const ROOT = resolve(__dirname, "..");

async function main(args: readonly string[]): Promise<void> {
  const wrong = wrongPages(await generatedPages(), readPages(join(ROOT, "docs")));
  if (args.includes("--check")) {
    for (const { path, problem } of wrong) console.error(`${path}: ${problem}`);
    if (wrong.length > 0) console.error("Run: npx tsx scripts/docs.ts");
    process.exitCode = wrong.length > 0 ? 1 : 0;
    return;
  }
  for (const { path, text } of wrong) {
    const file = join(ROOT, path);
    if (text === undefined) rmSync(file);
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    console.log(path);
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
