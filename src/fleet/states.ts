/** The states of a database, and the verdict on a fleet. Pure. */

/** Worst first: the order of reports and summaries. */
export const states = ["failing", "late", "unknown", "fine", "muted"] as const;

export type State = (typeof states)[number];

/** What each state means, for people. */
export const stateMeanings: Readonly<Record<State, string>> = {
  failing: "a limit does not hold, or there is no restorable backup",
  late: "a warning limit does not hold",
  unknown: "could not be asked; never counted as fine",
  fine: "all checks hold",
  muted: "ignored with a reason, until a date",
};

export type Counts = Readonly<Record<State, number>>;

export function countStates(rows: readonly { readonly state: State }[]): Counts {
  const counts = Object.fromEntries(states.map((state) => [state, 0])) as Record<State, number>;
  for (const { state } of rows) counts[state] += 1;
  return counts;
}

/** The state of a whole fleet, in the words of monitoring plugins. */
export type Verdict = "critical" | "warning" | "unknown" | "ok";

/**
 * The verdict on a fleet. Unknown comes after warning, so that it does not hide a failing database. A file without a
 * database is unknown.
 *
 * @param isStrict whether an unknown database is as bad as a failing one
 */
export function verdictOn(counts: Counts, isStrict: boolean): Verdict {
  const total = states.reduce((sum, state) => sum + counts[state], 0);
  if (counts.failing > 0 || (isStrict && counts.unknown > 0)) return "critical";
  if (counts.late > 0) return "warning";
  return counts.unknown > 0 || total === 0 ? "unknown" : "ok";
}
