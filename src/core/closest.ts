/** Words similar to a mistyped one. Pure. */

/** Number of insertions, deletions and replacements between two words; two swapped letters count as one. */
function distanceBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = last;
    last = next;
  }
  return last[b.length] ?? 0;
}

/** Longer words have no match, because they would take too much time. */
const LONGEST = 60;

/** Only letters and digits, so that `max_age`, `maxAge` and `--max-age` are equal. */
export function bare(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** The known word most similar to a mistyped one, if at most a third of its letters and digits differ. */
export function closest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = distanceBetween(bare(word), bare(candidate));
    if (distance * 3 <= bare(candidate).length && (!best || distance < best.distance)) {
      best = { word: candidate, distance };
    }
  }
  return best?.word;
}

export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const like = closest(word, known);
  return like === undefined ? undefined : `Did you mean ${like}?`;
}
