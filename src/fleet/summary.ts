/** A report in a sentence or two. Pure. */
import type { Report, Row } from "./report";
import { states } from "./states";
import { counted, countedFirst, lengthOf } from "./words";

export function ownerOf({ labels }: Row): string | null {
  return labels.owner ?? null;
}

/** The data that a restore now would lose. */
export function wouldLose({ ageSeconds, instanceId, error }: Row): string {
  if (instanceId === null) return "-";
  if (ageSeconds !== null) return lengthOf(ageSeconds);
  return error ? "not known" : "everything";
}

/** Whether a row fails because of its age. */
function isOverAge(row: Row): boolean {
  if (row.instanceId === null) return false;
  return row.latest === null || row.checks.some(({ name, verdict }) => name === "age" && verdict === "fails");
}

/** The verdict, in one sentence. */
export function headline({ rows, counts }: Report): string {
  if (rows.length === 0) return "No database is checked.";
  const failing = rows.filter(({ state }) => state === "failing");
  if (failing.length > 0) {
    const problem = failing.every(isOverAge)
      ? "would lose more than allowed"
      : "cannot be restored as agreed";
    return `${countedFirst(failing.length, "database")} ${problem}.`;
  }
  const { late, unknown, fine, muted } = counts;
  if (late > 0) return `${countedFirst(late, "database is", "databases are")} late.`;
  if (unknown > 0) return `${countedFirst(unknown, "database")} could not be asked.`;
  if (fine === 0)
    return `${countedFirst(muted, "database is muted", "databases are muted")}, and nothing is checked.`;
  return fine === 1
    ? "The database can be restored as agreed."
    : `All ${fine.toLocaleString("en-US")} databases can be restored as agreed.`;
}

/** The loss of a failing database, as the end of a sentence. */
export function lossInWords(row: Row): string {
  if (row.listedCount === 0) return "has no backup at all";
  if (row.ageSeconds === null)
    return row.listedCount === null ? "has too few instances" : "has no restorable backup";
  const loss = `would lose ${lengthOf(row.ageSeconds)}`;
  return row.limit && isOverAge(row)
    ? `${loss} where ${row.limit} are allowed`
    : `${loss}, but another limit does not hold`;
}

/** The failing databases that a summary names. */
export function namedIn({ rows }: Report): readonly Row[] {
  return rows.filter(({ state }) => state === "failing").slice(0, 2);
}

/** The databases besides the named ones, as sentences without the last full stop. */
export function restInWords(report: Report): string {
  const { counts } = report;
  const more = counts.failing - namedIn(report).length;
  const parts = [
    more > 0 && counted(more, "more fails", "more fail"),
    counts.late > 0 && counted(counts.late, "is late", "are late"),
    counts.unknown > 0 && `${counts.unknown.toLocaleString("en-US")} could not be asked`,
  ].filter((part) => part !== false);
  const last = parts.pop() ?? "";
  return parts.length > 0 ? `${parts.join(", ")} and ${last}` : last;
}

/** The numbers by state, such as `4 failing, 2 unknown, 29 fine`. */
export function countsInWords({ counts }: Report): string {
  const parts = states.filter((state) => counts[state] > 0).map((state) => `${counts[state]} ${state}`);
  return parts.join(", ") || "no databases";
}
