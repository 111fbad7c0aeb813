/** Finds the order of rows, because no vendor documents one. Pure. */

/** Oldest first is ascending. */
type Order = "ascending" | "descending";

/**
 * The order by time over all pages. Equal times match both orders.
 *
 * @returns undefined if there is none, or if the newest time is on two pages: a new backup with that time might be on
 * the page that is not read again
 */
export function orderOf(pages: readonly (readonly (number | null)[])[]): Order | undefined {
  const times = pages.flat();
  if (times.includes(null)) return undefined;
  const orders = new Set<Order>();
  for (let index = 1; index < times.length; index++) {
    const [a, b] = [times[index - 1] as number, times[index] as number];
    if (a !== b) orders.add(a < b ? "ascending" : "descending");
  }
  if (orders.size > 1) return undefined;
  const [order] = orders;
  const filled = pages.filter((page) => page.length > 0);
  const [inside, outside] =
    order === "descending"
      ? [filled.at(0)?.at(-1), filled.at(1)?.at(0)]
      : [filled.at(-1)?.at(0), filled.at(-2)?.at(-1)];
  return inside === outside ? undefined : order;
}
