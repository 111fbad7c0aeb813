/** Listings of many backups: requests, time, memory and processor time as they grow. */
import { resolve } from "node:path";
import { type Run, runProcess } from "./process";
import { atMost, info, type Row } from "./row";
import { startServer } from "./server";

const COMMAND = resolve(__dirname, "../bin/cdktf-backups.cjs");
const DELAY_MS = 50;

/** A listing, its page and its documented rate in requests per second. */
const LISTINGS = [
  { listing: "tencentcloud-redis", id: "crs", region: "ap-guangzhou", page: 100, rate: 20 },
  { listing: "tencentcloud-mysql", id: "cdb", region: "ap-guangzhou", page: 100, rate: 10 },
  { listing: "jdcloud-redis", id: "redis", region: "cn-north-1", page: 100, rate: 10 },
  { listing: "alicloud-redis", id: "r", region: "cn-hangzhou", page: 300, rate: 5 },
] as const;

type Listing = (typeof LISTINGS)[number];

/** A run of `list --json`, and the requests that it made. */
async function list({ listing, id, region }: Listing, count: number, delayMs: number) {
  const server = await startServer({ delayMs });
  try {
    const instance = ["--instance-id", `${id}-${count}`, "--region", region, "--endpoint", server.url];
    const args = [COMMAND, "list", listing, ...instance, "--json", "--timeout", "3600"];
    const run = await runProcess(process.execPath, args, { env: server.env, usage: true });
    const { total_count } = JSON.parse(run.stdout) as { total_count: number };
    if (total_count !== count) throw new Error(`${listing}: ${total_count} of ${count} backups came`);
    return { ...run, requests: (await server.counts()).requests };
  } finally {
    server.stop();
  }
}

const described = ({ ms, rssMib = 0, cpuMs = 0 }: Run) =>
  `${(ms / 1000).toFixed(1)} s, ${(cpuMs / 1000).toFixed(1)} s of processor time, ${rssMib.toFixed(0)} MiB`;

/** 10,000 backups of each listing, 50 ms a request. One after the other: they would take each other's processor at start. */
export async function benchTenThousand(): Promise<Row[]> {
  const count = 10_000;
  const rows: Row[] = [];
  for (const listing of LISTINGS) {
    const run = await list(listing, count, DELAY_MS);
    const pages = Math.ceil(count / listing.page);
    const what = `10,000 backups, ${DELAY_MS} ms a request, ${listing.listing}`;
    // A second's worth goes at once; what is left keeps the documented rate.
    const floorMs = Math.max((pages / listing.rate) * 1000, 4 * DELAY_MS);
    rows.push(
      atMost(`${what}: requests beyond ${pages} pages`, run.requests - pages, 2, `${run.requests} requests`),
      atMost(`${what}: time, of the documented rate's`, run.ms / floorMs, 1.1, described(run)),
    );
  }
  return rows;
}

/** One listing as it grows. */
export async function benchGrowth(most: number): Promise<Row[]> {
  const [listing] = LISTINGS;
  const runs = new Map<number, Run>();
  for (const count of [100, 1000, 10_000, 100_000].filter((size) => size <= most)) {
    runs.set(count, await list(listing, count, 0));
  }
  const rows = [...runs].map(([count, run]) =>
    info(`list --json, ${count.toLocaleString("en")} backups, ${listing.listing}`, described(run)),
  );
  const [small, tens, hundreds] = [100, 10_000, 100_000].map((count) => runs.get(count));
  if (!small || !tens || !hundreds) return rows;
  const beyond = (run: Run) => (run.cpuMs ?? 0) - (small.cpuMs ?? 0);
  return [
    ...rows,
    atMost("100,000 backups: memory in MiB", hundreds.rssMib ?? 0, 300),
    atMost(
      "100,000 backups: processor time, of ten times that of 10,000",
      beyond(hundreds) / beyond(tens) / 10,
      1,
    ),
  ];
}
