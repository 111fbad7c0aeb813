/** Keeps the scores of the last mutation run for docs/reliability.md. */
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const RUNS = join(root, "__tests__/reliability/long-runs.json");
const PREFIX = "Mutants of ";
const AREAS = {
  "the selection": ["core/selection", "core/refusals"],
  "the redaction": ["core/redact"],
  "the reading of pages": ["reading/one-pass", "reading/order", "reading/paging"],
  "retries and rates": [
    "transport/learned-rate",
    "transport/rate-limit",
    "transport/retry",
    "transport/server-clock",
    "transport/waiting-line",
  ],
};

const { files } = JSON.parse(readFileSync(join(root, ".stryker/mutation.json"), "utf8"));

/** Counts of the files that were run. One that loops for ever is noticed, too. */
function scoreOf(names) {
  const mutants = names.flatMap((name) => files[`src/${name}.ts`]?.mutants ?? []);
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count("Killed", "Timeout");
  const changes = noticed + count("Survived", "NoCoverage");
  return { changes, noticed, "per cent": Math.round((1000 * noticed) / changes) / 10 };
}

const areas = { ...AREAS, "all of these": Object.values(AREAS).flat() };
const scores = Object.entries(areas)
  .map(([area, names]) => [`${PREFIX}${area}`, scoreOf(names)])
  .filter(([, { changes }]) => changes > 0);
const kept = Object.entries(JSON.parse(readFileSync(RUNS, "utf8"))).filter(
  ([name]) => !name.startsWith(PREFIX),
);
writeFileSync(RUNS, `${JSON.stringify(Object.fromEntries([...kept, ...scores]), null, 2)}\n`);
console.table(Object.fromEntries(scores));
