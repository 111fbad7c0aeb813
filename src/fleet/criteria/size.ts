import { instantOf } from "../age";
import { bytesInWords, changeInWords, momentOf } from "../words";
import { type Criterion, checked, type Evidence, iso, notEnough } from "./evidence";

/** The newest restorable backup before the latest that is large enough. */
function largeEnough({ verdicts, latest, now }: Evidence, least: number): string {
  const better = verdicts.find(
    ({ backup, eligible }) => eligible && backup !== latest && Number(backup.sizeBytes ?? 0) >= least,
  )?.backup;
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
  const share = usual.sizeBytes === undefined ? undefined : (usual.sizeBytes * (minSizeOfUsual ?? 0)) / 100;
  const allowed = [
    minSize !== undefined && `at least ${bytesInWords(minSize)}`,
    minSizeOfUsual !== undefined &&
      (usual.sizeBytes === undefined
        ? `at least ${minSizeOfUsual} % of the usual size`
        : `at least ${minSizeOfUsual} % of ${bytesInWords(usual.sizeBytes)}`),
  ]
    .filter(Boolean)
    .join(", ");
  if (latest === null) return { check: checked("size", "Size", "no restorable backup", allowed, "unknown") };
  if (latest.sizeBytes === null)
    return { check: checked("size", "Size", "the vendor gives no size", allowed, "unknown") };
  const bytes = Number(latest.sizeBytes);
  const change = usual.sizeBytes ? `, ${changeInWords((bytes / usual.sizeBytes - 1) * 100)}` : "";
  const found = `${bytesInWords(bytes)}${change}`;
  const isTooSmall = minSize !== undefined && bytes < minSize;
  const isShrunk = minSizeOfUsual !== undefined && share !== undefined && bytes < share;
  if (!isTooSmall && !isShrunk) {
    const isUnsure = minSizeOfUsual !== undefined && share === undefined;
    const shown = isUnsure ? `${found}; ${notEnough(usual.sized)}` : found;
    return { check: checked("size", "Size", shown, allowed, isUnsure ? "unknown" : "holds") };
  }
  const percent = usual.sizeBytes ? Math.round((bytes / usual.sizeBytes) * 100) : 0;
  const what =
    isShrunk && usual.sizeBytes
      ? `The newest backup is ${percent} % of the usual size: ${bytesInWords(bytes)}, median ${bytesInWords(usual.sizeBytes)}. It is fresh, and may be truncated.`
      : `The newest backup is too small: ${bytesInWords(bytes)}, and at least ${bytesInWords(minSize ?? 0)} are expected.`;
  return {
    check: checked("size", "Size", found, allowed, "fails"),
    finding: {
      what,
      next: `Do not restore from it before you know why it is so small.${largeEnough(evidence, Math.max(share ?? 0, minSize ?? 0))}`,
      since: iso(instantOf(latest)),
    },
  };
};
