import { readFileSync, writeFileSync } from "node:fs";
import { listingNamed } from "../../src/vendors";
import { type ConnectProxy, startConnectProxy } from "../helpers/connect-proxy";
import { isLongRun } from "../helpers/long-run";
import { NO_HOST } from "../helpers/no-host";
import { type Vendor, vendors } from "../helpers/vendors";
import { type Cell, runCell } from "./cell";
import { families } from "./kinds";
import type { Kind } from "./kinds/kind";
import { proxyAnswer } from "./kinds/network";
import { PAGE, refusalCode, reliabilityPage, withoutLongRuns } from "./page";

/** Cells at the same time; most only wait. */
const AT_ONCE = 48;
/** Whether to run each kind for each listing, not only for one listing of each cloud in turn. */
const isWhole = isLongRun || process.env.DOCS_RELIABILITY === "1";
const PROXY_VARIABLES = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"];

const kinds = families.flatMap((family) => family.kinds);
const cells = new Map<Kind, Cell[]>(kinds.map((kind) => [kind, []]));

/** The listings to run a kind for. */
function listingsFor(kind: Kind): readonly Vendor[] {
  const possible = vendors.filter(({ name }) => !kind.cloud || listingNamed(name).cloud.name === kind.cloud);
  if (isWhole) return possible;
  const turn = kinds.indexOf(kind);
  const clouds = new Set(possible.map(({ name }) => listingNamed(name).cloud));
  return [...clouds].map((cloud) => {
    const own = possible.filter(({ name }) => listingNamed(name).cloud === cloud);
    return own[turn % own.length] as Vendor;
  });
}

async function runAll(wanted: readonly Kind[], atOnce: number, proxy: ConnectProxy) {
  const work = wanted.flatMap((kind) => listingsFor(kind).map((vendor) => ({ kind, vendor })));
  const next = async () => {
    for (let one = work.shift(); one; one = work.shift()) {
      cells.get(one.kind)?.push(await runCell(one.kind, one.vendor, proxy));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  const order = vendors.map(({ name }) => name as string);
  for (const kind of wanted) {
    cells.get(kind)?.sort((a, b) => order.indexOf(a.listing) - order.indexOf(b.listing));
  }
}

beforeAll(async () => {
  const proxy = await startConnectProxy(proxyAnswer);
  const before = PROXY_VARIABLES.map((name) => [name, process.env[name]] as const);
  for (const name of PROXY_VARIABLES) delete process.env[name];
  Object.assign(process.env, { HTTPS_PROXY: proxy.url, NO_PROXY: `${NO_HOST},127.0.0.1` });
  try {
    const isHeavy = ({ heavy }: Kind) => heavy === true;
    await runAll(kinds.filter(isHeavy), 1, proxy);
    await runAll(
      kinds.filter((kind) => !isHeavy(kind)),
      AT_ONCE,
      proxy,
    );
  } finally {
    for (const [name, value] of before) {
      delete process.env[name];
      if (value !== undefined) process.env[name] = value;
    }
    await proxy.close();
  }
}, 600_000);

describe.each(families)("$title", (family) => {
  it.each(
    family.kinds.filter(
      (kind) =>
        kind.cloud === undefined || vendors.some(({ name }) => listingNamed(name).cloud.name === kind.cloud),
    ),
  )("$name", (kind) => {
    const own = cells.get(kind) ?? [];
    expect(own.length).toBeGreaterThan(0);
    expect(
      own.flatMap(({ listing, problems }) => problems.map((problem) => `${listing}: ${problem}`)),
    ).toEqual([]);
  });
});

describe("the matrix", () => {
  it("has at least 45 kinds, five of them with two faults at once, and runs each for all clouds", () => {
    expect(kinds.filter(({ cloud }) => cloud === undefined).length).toBeGreaterThanOrEqual(45);
    expect(families.at(-1)?.kinds.length).toBeGreaterThanOrEqual(5);
    expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
    for (const kind of kinds.filter(({ cloud }) => cloud === undefined)) {
      const names = listingsFor(kind).map(({ name }) => name);
      expect(cells.get(kind)?.map(({ listing }) => listing)).toEqual(
        vendors.map(({ name }) => name).filter((name) => names.includes(name)),
      );
    }
  });

  it("is in docs/reliability.md; if not, run: npm run docs:reliability", () => {
    const present = readFileSync(PAGE, "utf8");
    if (!isWhole) {
      const missing = kinds.filter(
        ({ name, refusal }) => !present.includes(refusal ? refusalCode(refusal) : `| ${name} |`),
      );
      expect(missing.map(({ name }) => name)).toEqual([]);
      return;
    }
    const page = reliabilityPage(cells);
    const isRight = kinds.every((kind) => cells.get(kind)?.every(({ problems }) => problems.length === 0));
    if (process.env.DOCS_RELIABILITY === "1" && isRight) writeFileSync(PAGE, page);
    else if (withoutLongRuns(present).trim() !== withoutLongRuns(page).trim())
      throw new Error("docs/reliability.md is not current. run: npm run docs:reliability");
  });
});
