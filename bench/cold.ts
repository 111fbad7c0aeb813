/** A lookup from a shell, beside the vendors' own SDKs doing the same job. */
import { join, resolve } from "node:path";
import { median } from "./measure";
import { type Run, runProcess } from "./process";
import { atMost, info, type Row } from "./row";
import { startServer } from "./server";

const COMMAND = resolve(__dirname, "../bin/cdktf-backups.cjs");
const COUNT = 235;

/** A listing, the peer that does the same, and the ratio wanted. */
interface Job {
  readonly listing: string;
  readonly instanceId: string;
  readonly region: string;
  readonly peer: string;
  readonly peerArgs: readonly string[];
  readonly most: number;
  readonly newest: string;
}

const JOBS: readonly Job[] = [
  {
    listing: "tencentcloud-redis",
    instanceId: `crs-${COUNT}`,
    region: "ap-guangzhou",
    peer: "tencentcloud-sdk-nodejs",
    peerArgs: ["tencentcloud.cjs", "redis"],
    most: 0.4,
    newest: `6${"234".padStart(23, "0")}`,
  },
  {
    listing: "tencentcloud-mysql",
    instanceId: `cdb-${COUNT}`,
    region: "ap-guangzhou",
    peer: "tencentcloud-sdk-nodejs",
    peerArgs: ["tencentcloud.cjs", "mysql"],
    most: 0.4,
    newest: "400000234",
  },
  {
    listing: "alicloud-redis",
    instanceId: `r-${COUNT}`,
    region: "cn-hangzhou",
    peer: "@alicloud/r-kvstore20150101",
    peerArgs: ["alicloud.cjs"],
    most: 0.42,
    newest: "9007199254740993",
  },
  {
    listing: "jdcloud-redis",
    instanceId: `redis-${COUNT}`,
    region: "cn-north-1",
    peer: "jdcloud-sdk-js",
    peerArgs: ["jdcloud.cjs"],
    most: 1.5,
    newest: "base-234",
  },
];

const FLOORS: readonly (readonly [string, readonly string[]])[] = [
  ["node alone", ["-e", "0"]],
  ["node and one request", [join(__dirname, "peers/floor.cjs")]],
  ["node, axios, zod and one request", [join(__dirname, "peers/floor.cjs"), "axios", "zod"]],
];

const seconds = (ms: number) => `${(ms / 1000).toFixed(3)} s`;
const middle = (runs: readonly Run[], of: (run: Run) => number | undefined) =>
  median(runs.map((run) => of(run) ?? 0));

export async function benchCold(rounds: number): Promise<Row[]> {
  const server = await startServer();
  const programs = new Map<string, readonly string[]>(FLOORS);
  for (const { listing, instanceId, region, peerArgs } of JOBS) {
    const asked = ["--instance-id", instanceId, "--region", region, "--endpoint", server.url];
    programs.set(listing, [COMMAND, "latest", listing, ...asked]);
    const [file = "", ...rest] = peerArgs;
    programs.set(`peer of ${listing}`, [join(__dirname, "peers", file), ...rest, instanceId]);
  }
  const timed = new Map<string, Run[]>([...programs.keys()].map((name) => [name, []]));
  const memory = new Map<string, Run>();
  try {
    for (let round = 0; round <= rounds; round++) {
      for (const [name, args] of programs) {
        const run = await runProcess(process.execPath, args, { env: server.env, usage: round === 0 });
        if (round === 0) memory.set(name, run);
        else timed.get(name)?.push(run);
      }
    }
  } finally {
    server.stop();
  }
  const time = (name: string) => middle(timed.get(name) ?? [], ({ ms }) => ms);
  const used = (name: string) => `${memory.get(name)?.rssMib?.toFixed(0)} MiB`;
  const answer = (name: string) => [...new Set((timed.get(name) ?? []).map(({ stdout }) => stdout.trim()))];
  const rows = FLOORS.map(([name]) => info(name, seconds(time(name))));
  for (const { listing, peer, most, newest } of JOBS) {
    const theirs = `peer of ${listing}`;
    const note = answer(theirs).every((id) => id === newest) ? "" : `, and a wrong ID: ${answer(theirs)}`;
    const detail = `${seconds(time(listing))}, ${used(listing)}; ${peer} ${seconds(time(theirs))}, ${used(theirs)}${note}`;
    const row = atMost(`latest ${listing}, of ${peer}`, time(listing) / time(theirs), most, detail);
    const right = answer(listing).every((id) => id === newest);
    rows.push(right ? row : { ...row, figure: `WRONG ID ${answer(listing)}`, met: false });
  }
  return rows;
}
