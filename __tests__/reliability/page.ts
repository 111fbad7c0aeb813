/** Writes docs/reliability.md: the promises, and the results of the matrix. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { code, fence, paragraphs, table } from "../../scripts/docs/markdown";
import { LONG_RUNS } from "../helpers/long-run";
import { vendors } from "../helpers/vendors";
import type { Cell } from "./cell";
import { families } from "./kinds";
import type { Family, Kind } from "./kinds/kind";

export const PAGE = join(__dirname, "../../docs/reliability.md");

/** The timeout of most faults, in seconds. */
const USUAL_SECONDS = 30;

const INTRODUCTION = `# Reliability

What a lookup does when something goes wrong. A test runs the real command against a server with each fault below, for each listing.

## What is promised

- **Never a wrong ID.** A lookup returns the newest restorable backup, or fails. It does not guess: if an answer is incomplete, contradicts itself or does not fit its total, the lookup fails. [How a listing is read](paging.md) says what is proved about listings that change meanwhile, and what is not covered.
- **It ends.** A lookup ends within its timeout, whatever the vendor does. The test allows one more second.
- **An error says what to do.** It names the listing, the instance and the region, the cause, and a remedy. Each [error code](troubleshooting.md#error-codes) has its [exit code](cli.md#exit-codes).
- **No secret.** No output contains a key, token or signature, even if the vendor's message repeats it. No output has a stack trace. A vendor cannot move the terminal's cursor or change \`Object.prototype\`.`;

const HOW = `## How it is checked

${fence(
  "sh",
  `npm test            # each fault for one listing of each cloud in turn, and a few rounds of each randomised test
npm run test:long   # each fault for every listing, and all rounds of the randomised tests
npm run test:mutants   # changes the code in one place at a time, and counts the changes that a test notices
npm run docs:reliability   # each fault for every listing, and writes this page`,
)}

\`__tests__/reliability/kinds\` has the faults and the expected results. "Requests" counts those that reached the server. A row names listings only if their results differ. The timeout is ${USUAL_SECONDS} s unless the row names another.`;

/** The different results, the most frequent first, each with its listings. */
function grouped(cells: readonly Cell[], show: (cell: Cell) => string): string {
  const listings = new Map<string, string[]>();
  for (const cell of cells) listings.set(show(cell), [...(listings.get(show(cell)) ?? []), cell.listing]);
  if (listings.size === 1) return [...listings.keys()].join();
  return [...listings]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([text, names]) => `${text} (${names.join(", ")})`)
    .join("; ");
}

function outcome({ outcome: came, seconds }: Cell): string {
  const timeout = seconds === USUAL_SECONDS ? "" : ` (timeout ${seconds} s)`;
  return `${came === "right ID" ? came : code(came)}${timeout}`;
}

/** The allowed number: the exact one may differ from run to run if answers cross. */
function requests({ expected }: Cell): string {
  return typeof expected.requests === "number" ? `${expected.requests}` : expected.requests.join(" to ");
}

/** A vendor's code, as its row shows it. */
export function refusalCode({ code: name, status }: NonNullable<Kind["refusal"]>): string {
  return status === 200 ? code(name) : `${code(name)} (HTTP ${status})`;
}

function section({ title, kinds }: Family, cells: ReadonlyMap<Kind, readonly Cell[]>): string {
  const rows = new Map<string, { what: string; results: readonly string[] }>();
  for (const kind of kinds) {
    const own = cells.get(kind) ?? [];
    if (own.length === 0) continue;
    const results = [grouped(own, outcome), grouped(own, requests)];
    // A vendor's codes with the same results share a row.
    const key = kind.refusal ? [kind.refusal.vendor, ...results].join() : kind.name;
    const what = rows.get(key)?.what;
    const code = kind.refusal && refusalCode(kind.refusal);
    const next = code ? (what ? `${what}, ${code}` : `${kind.refusal?.vendor} returns ${code}`) : kind.name;
    rows.set(key, { what: next, results });
  }
  const cellsOf = [...rows.values()].map(({ what, results }) => [what, ...results]);
  return `### ${title}\n\n${table(["What happens", "Outcome", "Requests"], cellsOf)}`;
}

/** The runs, with the counts of all listings added up. */
function addedUp(runs: Readonly<Record<string, Readonly<Record<string, number>>>>) {
  const sums: Record<string, Record<string, number>> = {};
  for (const [name, counts] of Object.entries(runs)) {
    const listing = vendors.find((vendor) => name.endsWith(`, ${vendor.name}`));
    const key = listing ? name.replace(listing.name, "all listings") : name;
    const sum = sums[key] ?? {};
    sums[key] = sum;
    for (const [what, count] of Object.entries(counts)) sum[what] = (sum[what] ?? 0) + count;
  }
  return sums;
}

function longRuns(): string {
  if (!existsSync(LONG_RUNS)) return "";
  const runs = addedUp(JSON.parse(readFileSync(LONG_RUNS, "utf8")));
  const rows = Object.keys(runs)
    .sort()
    .map((name) => [
      name,
      Object.entries(runs[name] ?? {})
        .map(([what, count]) => `${count.toLocaleString("en")} ${what}`)
        .join(", "),
    ]);
  const words = `The last recorded ${code("npm run test:long")}, without a failure, and the last recorded ${code("npm run test:mutants")}.`;
  return `## Long runs\n\n${words}\n\n${table(["Test", "Counts"], rows)}`;
}

/** The page without the counts of long runs, which change during one. */
export function withoutLongRuns(page: string): string {
  return page.split("\n## Long runs")[0] ?? page;
}

/** The page. */
export function reliabilityPage(cells: ReadonlyMap<Kind, readonly Cell[]>): string {
  const count = [...cells.values()].flat().length;
  const kinds = [...cells.values()].filter((own) => own.length > 0).length;
  const names = vendors.map(({ name }) => name).join(", ");
  return paragraphs(
    INTRODUCTION,
    HOW,
    "## The matrix",
    `${count} runs: ${kinds} faults, for ${names}. A vendor's code is tested for that vendor's listings.`,
    ...families.map((family) => section(family, cells)),
    longRuns(),
  );
}
