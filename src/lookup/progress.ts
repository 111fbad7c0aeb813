/** How far many requests or lookups are, in one line for people. Pure. */

const count = (value: number) => value.toLocaleString("en-US");

function duration(seconds: number): string {
  if (seconds > 120) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.max(1, seconds > 20 ? Math.round(seconds / 5) * 5 : Math.round(seconds))} s`;
}

/**
 * Such as `142 of 1,000 lookups, 10 a second, about 90 s left`.
 *
 * @param elapsedMs milliseconds since the first one began
 */
export function formatProgress(done: number, total: number, things: string, elapsedMs: number): string {
  const line = `${count(done)} of ${count(total)} ${things}`;
  const rate = (done * 1000) / elapsedMs;
  if (!(rate > 0) || !Number.isFinite(rate) || done >= total) return line;
  const pace = rate < 1 ? rate.toFixed(1) : count(Math.round(rate));
  return `${line}, ${pace} a second, about ${duration((total - done) / rate)} left`;
}
