import { bytesInWords, changeInWords, momentOf } from "../words";
import { bytesOf, type Criterion, type Evidence, instantOf, notEnough } from "./evidence";

/** The share of the usual size that a backup must have; 0 if there is no such limit, or no usual size. */
function shareOf({ limits: { minSizeOfUsual = 0 }, usual: { sizeBytes = 0 } }: Evidence): number {
  return (sizeBytes * minSizeOfUsual) / 100;
}

/** Bytes that a backup must have. */
export function leastSize(evidence: Evidence): number {
  return Math.max(shareOf(evidence), evidence.limits.minSize ?? 0);
}

/** Change of the latest size against the usual one, in percent; null if one of them is unknown. */
export function sizeChange({ latest, usual }: Evidence): number | null {
  const bytes = latest && bytesOf(latest);
  return bytes === null || !usual.sizeBytes ? null : (bytes / usual.sizeBytes - 1) * 100;
}

/** The newest restorable backup before the latest that is large enough. */
function largeEnough(evidence: Evidence): string {
  const { eligible, latest, now } = evidence;
  const least = leastSize(evidence);
  const better = eligible.find(({ backup }) => backup !== latest && (bytesOf(backup) ?? 0) >= least)?.backup;
  return better
    ? ` Use the backup of ${momentOf(instantOf(better), now)} (${bytesInWords(Number(better.sizeBytes))}), and start a new one.`
    : " Start a new one.";
}

/**
 * Checks the bytes of the latest backup against a number or a share of the usual size. A truncated dump looks fresh.
 */
export const size: Criterion = (evidence) => {
  const { limits, latest, usual } = evidence;
  const { minSize, minSizeOfUsual } = limits;
  if (minSize === undefined && minSizeOfUsual === undefined) return undefined;
  const usually = usual.sizeBytes === undefined ? "the usual size" : bytesInWords(usual.sizeBytes);
  const allowed = [
    minSize !== undefined && `at least ${bytesInWords(minSize)}`,
    minSizeOfUsual !== undefined && `at least ${minSizeOfUsual} % of ${usually}`,
  ]
    .filter(Boolean)
    .join(", ");
  const facts = { title: "Size", allowed };
  if (latest === null) return { ...facts, found: "no restorable backup", verdict: "unknown" };
  const bytes = bytesOf(latest);
  if (bytes === null) return { ...facts, found: "the vendor gives no size", verdict: "unknown" };
  const change = sizeChange(evidence);
  const found = `${bytesInWords(bytes)}${change === null ? "" : `, ${changeInWords(change)}`}`;
  if (bytes >= leastSize(evidence)) {
    if (minSizeOfUsual === undefined || usual.sizeBytes !== undefined)
      return { ...facts, found, verdict: "holds" };
    return { ...facts, found: `${found}; ${notEnough(usual.sized)}`, verdict: "unknown" };
  }
  const percent = Math.round((bytes / (usual.sizeBytes ?? 0)) * 100);
  return {
    ...facts,
    found,
    verdict: "fails",
    finding: {
      what:
        bytes < shareOf(evidence)
          ? `The newest backup is ${percent} % of the usual size: ${bytesInWords(bytes)}, median ${usually}. It is fresh, and may be truncated.`
          : `The newest backup is too small: ${bytesInWords(bytes)}, and at least ${bytesInWords(minSize ?? 0)} are expected.`,
      next: `Do not restore from it before you know why it is so small.${largeEnough(evidence)}`,
      since: instantOf(latest),
    },
  };
};
