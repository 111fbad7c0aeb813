import type { LookupResult } from "../../src/client";
import { BackupsError } from "../../src/core/errors";
import { toJson } from "../../src/core/json";
import { demoData } from "../../src/emulator";
import { clientOf } from "../helpers/client";
import { recordLongRun, rounds } from "../helpers/long-run";
import { Random, roundsOf, SEED } from "../helpers/random";
import { type Reply, rawServers, type SeenRequest } from "../helpers/raw-server";
import { withoutRateLimit } from "../helpers/unlimited";
import { type Row, type Vendor, vendors } from "../helpers/vendors";
import { withoutSocket } from "../helpers/without-socket";
import { withBadBytes } from "./fuzz/bad-bytes";
import { wrong } from "./fuzz/judge";
import { DEEP, mutations, type Spoilt } from "./fuzz/mutations";
import { prototypes } from "./fuzz/prototypes";
import { type Shape, shapeOf } from "./fuzz/shape";

const NOW = new Date("2026-11-21T12:00:00Z");
/** Far more than any round needs, on any machine: who needs longer does not end. */
const TIMEOUT_S = 60;
/** Lookups at once: some wait to try again. */
const LANES = 32;
/** Lanes that ask over loopback; the others hand the answer over without a socket. */
const LOOPBACK_LANES = 2;

const start = rawServers();
/** Instances whose listing is one request after the other, without further arguments. */
const demo = demoData(NOW).instances.filter(
  ({ kind, backups }) => kind === undefined && !backups.some(({ NodeId }) => NodeId !== undefined),
);

/** A listing as it would be without faults, of sample rows or of the emulator's. */
function soundListing(vendor: Vendor, random: Random): Spoilt {
  const shared = { cap: 300, status: 200, headers: { date: NOW.toUTCString() }, badBytes: false };
  const instances = demo.filter(({ listing }) => listing === vendor.name);
  if (random.once(3) && instances.length > 0) {
    const { instanceId, backups } = random.pick(instances);
    const from = random.below(Math.max(1, backups.length - 8));
    return { ...shared, instanceId, rows: structuredClone(backups.slice(from, from + 1 + random.below(8))) };
  }
  const rows = Array.from({ length: 1 + random.below(7) }, (_, index): Row => {
    const at = new Date(NOW.getTime() - (index * 86_400 + random.below(80_000)) * 1000);
    const id = random.once(5) ? 9_007_199_254_740_993n + BigInt(index) : `${1000 + index}`;
    return vendor.row(id, at, random.once(3) ? random.pick(vendor.outcomes) : "succeeded");
  });
  return { ...shared, instanceId: vendor.instanceId, rows };
}

function setAt(document: Row, path: readonly string[] | undefined, value: unknown): void {
  if (!path) return;
  let inside = document;
  for (const step of path.slice(0, -1)) inside = inside[step] as Row;
  inside[path.at(-1) as string] = value;
}

/** Answers for a listing: the same request is answered the same way, and what was sent is kept. */
function answering(vendor: Vendor, shape: Shape, spoilt: Spoilt, round: number, sent: string[]) {
  return (request: SeenRequest): Reply => {
    const asked = vendor.page(request);
    const size = Math.min(asked.size, spoilt.cap);
    const right = request.method === "GET" ? (asked.offset / asked.size) * size : asked.offset;
    const offset = spoilt.offset?.(right) ?? right;
    const document = vendor.envelope([], 0) as Row;
    setAt(document, shape.list, spoilt.rows.slice(offset, offset + size));
    setAt(document, shape.total, spoilt.total === undefined ? spoilt.rows.length : spoilt.total);
    const spoiltDocument = spoilt.spoilDocument ? spoilt.spoilDocument(document) : document;
    const depth = 8_000;
    const text = toJson(spoiltDocument).replaceAll(`"${DEEP}"`, `${"[".repeat(depth)}${"]".repeat(depth)}`);
    const bytes = Buffer.from(text);
    const body = spoilt.badBytes ? withBadBytes(bytes, new Random(round * 1000 + offset)) : bytes;
    sent.push(body.toString("utf8").replace(/^\ufeff/, ""));
    return { status: spoilt.status, headers: spoilt.headers, body };
  };
}

describe.each(vendors.map((vendor) => [vendor.name, vendor] as const))(
  "mutated answers of %s",
  (_name, vendor) => {
    const shape = shapeOf(
      vendor,
      demo.filter(({ listing }) => listing === vendor.name).flatMap(({ backups }) => backups),
    );

    withoutRateLimit(vendor.name);

    it("lead to the newest sound backup or to an error, and never to another one", async () => {
      const before = prototypes();
      const unhandled: unknown[] = [];
      const note = (reason: unknown) => unhandled.push(reason);
      process.on("unhandledRejection", note);
      const problems: string[] = [];
      const counts: Record<string, number> = {
        rounds: 0,
        "over loopback": 0,
        chosen: 0,
        "polluted prototypes": 0,
      };
      const count = (name: string) => {
        counts[name] = (counts[name] ?? 0) + 1;
      };
      const work = roundsOf(rounds(60, 20_000)).values();

      const lane = async (overLoopback: boolean) => {
        let answer: (request: SeenRequest) => Reply = () => ({});
        const url = overLoopback ? (await start((request) => answer(request))).url : "http://127.0.0.1:9";
        for (const round of work) {
          const random = new Random(round);
          const spoilt = soundListing(vendor, random);
          const names = Array.from({ length: random.below(4) }, () => random.pick(Object.keys(mutations)));
          const harmless = names
            .map((name) => mutations[name]?.(spoilt, random, shape, vendor))
            .every(Boolean);
          const sent: string[] = [];
          answer = answering(vendor, shape, spoilt, round, sent);
          const client = clientOf(url, {
            now: () => NOW,
            timeout: TIMEOUT_S,
            ...(overLoopback ? {} : { http: withoutSocket(answer) }),
          });
          const { instanceId } = spoilt;
          const began = performance.now();
          const outcome: LookupResult | { error: unknown } = await client
            .lookup(vendor.name, { instanceId, region: vendor.region })
            .catch((error: unknown) => ({ error }));
          const header = Date.parse(spoilt.headers.date ?? "");
          const vendorsNow = Number.isNaN(header) ? NOW.getTime() : header;
          const question = {
            vendor,
            shape,
            instanceId,
            answers: sent,
            now: NOW.getTime(),
            vendorsNow,
            harmless,
          };
          const late = performance.now() - began > (TIMEOUT_S + 1) * 1000;
          const problem = late ? "came after its deadline" : wrong(outcome, question);
          if (problem)
            problems.push(`FUZZ_SEED=${SEED} FUZZ_ROUND=${round} (${names}): ${problem.slice(0, 400)}`);
          count("rounds");
          if (overLoopback) count("over loopback");
          if (harmless) count("harmless");
          count(
            "error" in outcome
              ? `refused: ${outcome.error instanceof BackupsError ? outcome.error.code : "?"}`
              : "chosen",
          );
          if (prototypes() !== before) count("polluted prototypes");
        }
      };
      await Promise.all(Array.from({ length: LANES }, (_, index) => lane(index < LOOPBACK_LANES)));
      await new Promise(setImmediate);
      process.off("unhandledRejection", note);
      expect(problems.slice(0, 8)).toEqual([]);
      expect(unhandled).toEqual([]);
      expect(counts["polluted prototypes"]).toBe(0);
      // Rounds must be ones that can go either way.
      if (process.env.FUZZ_ROUND === undefined) {
        expect(counts.chosen).toBeGreaterThan(Number(counts.rounds) / 5);
        expect(counts["refused: invalid-response"]).toBeGreaterThan(Number(counts.rounds) / 10);
      }
      recordLongRun(`Mutated answers, ${vendor.name}`, counts);
    }, 600_000);
  },
);
