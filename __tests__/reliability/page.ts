/** docs/reliability.md: what is promised, and what the matrix came to. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { code, fence, paragraphs, table } from "../../scripts/docs/markdown";
import { LONG_RUNS } from "../helpers/long-run";
import { vendors } from "../helpers/vendors";
import type { Cell } from "./cell";
import { families } from "./kinds";
import type { Family, Kind } from "./kinds/kind";

export const PAGE = join(__dirname, "../../docs/reliability.md");

const INTRODUCTION = `# Reliability

What a lookup does when something goes wrong. Each row below is a kind of fault, which a test plays to the real command on a server of its own, once for each listing.

## What is promised

- **Never a wrong ID.** A lookup names the newest backup that may be restored, or fails. What is torn, contradicts itself or does not fit its total is refused, not guessed. [Design](design.md#reading-a-listing) says what is proved of listings that change while they are read, and what is not covered.
- **It ends.** Within its timeout, whatever the vendor does. The test allows a second more.
- **An error says what to do.** It names the listing, the instance and the region, what happened, and a remedy; its code and exit code are those of [the command line](cli.md).
- **No secret.** No key, token or signature is in an output, also where the vendor's message repeats it. There is no stack trace, and nothing a vendor sends moves a terminal's cursor or changes \`Object.prototype\`.`;

const HOW = `## How it is checked

${fence(
  "sh",
  `npm test            # every kind, for one listing of each cloud in turn, and a few rounds of each randomised test
npm run test:long   # every kind for every listing, and all rounds of the randomised tests
npm run docs:reliability   # the matrix, and this page written anew`,
)}

The kinds and what is expected of each are in \`__tests__/reliability/kinds\`. A listing that is added goes through all of them; listings are named only where they differ. Requests are those that reached the server. The last column is the timeout that the command was given, and ended within, but for a second.`;

/** How often each listing's outcome came, the most frequent first. */
function grouped(cells: readonly Cell[], show: (cell: Cell) => string): string {
  const listings = new Map<string, string[]>();
  for (const cell of cells) listings.set(show(cell), [...(listings.get(show(cell)) ?? []), cell.listing]);
  if (listings.size === 1) return [...listings.keys()].join();
  return [...listings]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([text, names]) => `${text} (${names.join(", ")})`)
    .join("; ");
}

function outcome({ outcome: came, exit }: Cell): string {
  return came === "right ID" ? "right ID" : `${code(came)}, exit ${exit}`;
}

/** What is allowed, and was kept: the exact number may differ from run to run where answers cross. */
function requests({ expected }: Cell): string {
  return typeof expected.requests === "number" ? `${expected.requests}` : expected.requests.join(" to ");
}

function section({ title, kinds }: Family, cells: ReadonlyMap<Kind, readonly Cell[]>): string {
  const rows = kinds.flatMap((kind) => {
    const own = cells.get(kind) ?? [];
    if (own.length === 0) return [];
    return [[kind.name, grouped(own, outcome), grouped(own, requests), `${own[0]?.seconds} s`]];
  });
  return `### ${title}\n\n${table(["What happens", "Outcome", "Requests", "Timeout"], rows)}`;
}

function longRuns(): string {
  if (!existsSync(LONG_RUNS)) return "";
  const runs = JSON.parse(readFileSync(LONG_RUNS, "utf8")) as Record<string, Record<string, number>>;
  const rows = Object.keys(runs)
    .sort()
    .map((name) => [
      name,
      Object.entries(runs[name] ?? {})
        .map(([what, count]) => `${count.toLocaleString("en")} ${what}`)
        .join(", "),
    ]);
  const words = `What ${code("npm run test:long")} did when it was last recorded. None of it failed.`;
  return `## Long runs\n\n${words}\n\n${table(["Test", "Counts"], rows)}`;
}

/** A page without what a long run changes while it is under way. */
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
    `${count} cells: ${kinds} kinds of fault, for ${names}. A code that only one cloud has is played to that cloud's listings.`,
    ...families.map((family) => section(family, cells)),
    longRuns(),
  );
}
