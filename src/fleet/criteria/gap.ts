import { lengthOf, momentOf, spanInWords } from "../words";
import {
  type Criterion,
  ENOUGH,
  type Evidence,
  instantOf,
  notEnough,
  succeeded,
  WINDOW_MS,
} from "./evidence";

/** A time without a backup, in milliseconds. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * The longest time within the last 30 days without a successful backup, measured between the times of the data,
 * including the time since the latest one.
 */
function longestGap({ verdicts, now }: Evidence): Gap | undefined {
  const times = verdicts
    .filter(succeeded)
    .map(({ backup }) => Date.parse(backup.consistentFrom ?? ""))
    .filter((time) => time <= now && time >= now - WINDOW_MS)
    .sort((a, b) => a - b);
  const [longest] = [...times.slice(1), now]
    .map((to, index) => ({ from: times[index] ?? now, to }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => b.to - b.from - (a.to - a.from));
  return longest;
}

/** Milliseconds that may pass without a backup; undefined if the usual interval is unknown. */
function allowedMs({ limits: { maxGap }, usual: { intervalMs } }: Evidence): number | undefined {
  if (!maxGap) return undefined;
  if ("seconds" in maxGap) return maxGap.seconds * 1000;
  return intervalMs === undefined ? undefined : maxGap.times * intervalMs;
}

/** The longest gap, if it is longer than allowed. */
export function tooLongGap(evidence: Evidence): Gap | undefined {
  const gap = longestGap(evidence);
  const limit = allowedMs(evidence);
  return gap && limit !== undefined && gap.to - gap.from > limit ? gap : undefined;
}

/** Checks that backups came as often as usual, or as the file says. */
export const gap: Criterion = (evidence) => {
  const { limits, usual, now, eligible } = evidence;
  const { maxGap } = limits;
  if (!maxGap) return undefined;
  const title = "Longest gap";
  const longest = longestGap(evidence);
  const limit = allowedMs(evidence);
  const usually = usual.intervalMs === undefined ? undefined : lengthOf(usual.intervalMs / 1000);
  const multiple = "times" in maxGap ? `${maxGap.times} × the usual interval` : "";
  const most =
    "text" in maxGap ? spanInWords(maxGap.text) : limit === undefined ? multiple : lengthOf(limit / 1000);
  const allowed = usually ? `${most}; usual ${usually}` : most;
  if (limit === undefined)
    return { title, found: notEnough(Math.min(usual.timed, ENOUGH)), allowed, verdict: "unknown" };
  if (!longest) return { title, found: "no backup within 30 days", allowed, verdict: "unknown" };
  const { from, to } = longest;
  const length = lengthOf((to - from) / 1000);
  const facts = { title, found: length, allowed };
  if (to - from <= limit) return { ...facts, verdict: "holds" };
  const numbers = `${most} are allowed${usually ? `, ${usually} are usual` : ""}`;
  const isOpen = to === now;
  const since = eligible.filter(({ backup }) => instantOf(backup) >= to).length;
  const runs = since === 1 ? "the run since then is" : `the ${since} runs since then are`;
  return {
    ...facts,
    verdict: "warns",
    finding: {
      what: isOpen
        ? `No backup has succeeded for ${length}: ${numbers}.`
        : `For ${length}, up to ${momentOf(to, now)}, no backup succeeded: ${numbers}.`,
      next: isOpen
        ? "Start a backup by hand, and see in the console whether the schedule runs."
        : `Nothing now: ${runs} restorable. See in the console whether a backup was tried in that time, and how it ended.`,
      since: from,
    },
  };
};
