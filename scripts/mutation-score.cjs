/** Keeps the score of the last mutation run for docs/reliability.md. */
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const RUNS = join(root, "__tests__/reliability/long-runs.json");

const { files } = JSON.parse(readFileSync(join(root, ".stryker/mutation.json"), "utf8"));
const mutants = Object.values(files).flatMap((file) => file.mutants.map(({ status }) => status));
const of = (...statuses) => mutants.filter((status) => statuses.includes(status)).length;
const noticed = of("Killed", "Timeout");
const judged = noticed + of("Survived", "NoCoverage");
const score = {
  "mutants of selection, paging, retry, rate limit and redaction": judged,
  "noticed by a test": noticed,
  "per cent": Math.round((1000 * noticed) / judged) / 10,
};
const runs = { ...JSON.parse(readFileSync(RUNS, "utf8")), "Mutation run": score };
writeFileSync(RUNS, `${JSON.stringify(runs, null, 2)}\n`);
console.log(score);
