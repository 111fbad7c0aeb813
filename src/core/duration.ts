/** Durations as operators write them: `26h`, `7d`, `1d12h`. Pure. */

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const DURATION = /^(?:\d+[smhdw])+$/;

/** Seconds of a duration; undefined if the text is not a duration, or zero. */
export function parseDuration(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)([smhdw])/g)) {
    seconds += Number(amount) * (UNIT_SECONDS[unit as string] as number);
  }
  return seconds > 0 && Number.isSafeInteger(seconds) ? seconds : undefined;
}

/**
 * A duration for people: its largest unit and the next smaller one, such as `2d 3h` or `45s`. Less is cut off, so all
 * durations of a magnitude are equally exact: `3500d`, not `3500d 6m`.
 */
export function formatDuration(seconds: number): string {
  let rest = Math.max(0, Math.floor(seconds));
  const amounts = ["d", "h", "m", "s"].map((unit) => {
    const size = UNIT_SECONDS[unit] as number;
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return { amount, unit };
  });
  const largest = amounts.findIndex(({ amount }) => amount > 0);
  if (largest < 0) return "0s";
  const shown = amounts.slice(largest, largest + 2).filter(({ amount }) => amount > 0);
  return shown.map(({ amount, unit }) => `${amount}${unit}`).join(" ");
}
