/** A report in a sentence or two. Pure. */
import type { Report, Row } from "./report";
import { stateMeanings, states } from "./states";
import { counted, countedFirst, lengthOf } from "./words";

/** The owner of a row. */
export function ownerOf({ labels }: Row): string | null {
  return labels.owner ?? null;
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
    const subject = countedFirst(failing.length, "database");
    return failing.every(isOverAge)
      ? `${subject} would lose more than allowed.`
      : `${subject} cannot be restored as agreed.`;
  }
  if (counts.late > 0) return `${countedFirst(counts.late, "database is", "databases are")} late.`;
  if (counts.unknown > 0) return `${countedFirst(counts.unknown, "database")} could not be asked.`;
  const fine = counts.fine;
  if (fine === 0)
    return `${countedFirst(counts.muted, "database is muted", "databases are muted")}, and nothing is checked.`;
  return fine === 1
    ? "The database can be restored as agreed."
    : `All ${fine.toLocaleString("en-US")} databases can be restored as agreed.`;
}

/** The loss of a database, as the end of a sentence. */
export function lossInWords(row: Row): string {
  if (row.listedCount === 0) return "has no backup at all";
  if (row.state === "unknown") return "could not be asked";
  if (row.ageSeconds === null)
    return row.listedCount === null ? "has too few instances" : "has no restorable backup";
  const loss = `would lose ${lengthOf(row.ageSeconds)}`;
  return row.limit && isOverAge(row)
    ? `${loss} where ${row.limit} are allowed`
    : `${loss}, but another limit does not hold`;
}

/** The databases besides the worst, as sentences without the last full stop. */
export function restInWords({ counts }: Report, named: number): string {
  const more = counts.failing - named;
  const parts = [
    more > 0 && `${counted(more, "more fails", "more fail")}`,
    counts.late > 0 && `${counted(counts.late, "is late", "are late")}`,
    counts.unknown > 0 && `${counts.unknown.toLocaleString("en-US")} could not be asked`,
  ].filter(Boolean);
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : String(parts[0] ?? "");
}

/** The numbers by state, such as `4 failing, 2 unknown, 29 fine`. */
export function countsInWords({ counts }: Report): string {
  const parts = states.filter((state) => counts[state] > 0).map((state) => `${counts[state]} ${state}`);
  return parts.join(", ") || "no databases";
}

/** States with their meanings, for legends. */
export const stateLegend = states.map((state) => [state, stateMeanings[state]] as const);
