import { asSentence, inSentences } from "../../core/message";
import { dayOf } from "../words";
import { type Criterion, checked, iso } from "./evidence";

/** Reports warnings of the selection: a newer backup was skipped, or one is from the future. Always on. */
export const passedOver: Criterion = ({ warnings }) => {
  const [first] = warnings;
  return first === undefined
    ? undefined
    : {
        check: checked("passed-over", "Passed over", inSentences(first), "nothing newer", "warns"),
        finding: {
          what: asSentence(first.message),
          next: first.hint ?? "See the list of its backups.",
          since: null,
        },
      };
};

/** Reports an `ignore` that has ended. Always on, so that nobody forgets a muted database. */
export const endedIgnore: Criterion = ({ ignore, now }) => {
  if (!ignore || ignore.endsAt.getTime() > now) return undefined;
  return {
    check: checked("ignore", "Muted", `until ${ignore.until}`, "not past its date", "warns"),
    finding: {
      what: `It was muted until ${ignore.until} (${ignore.reason}), and counts again.`,
      next: "Remove ignore from its entry, or give a later date.",
      since: iso(ignore.endsAt.getTime()),
    },
  };
};

/** The day on which an ignore ends, for people. */
export function endInWords(until: string, now: number): string {
  return dayOf(Date.parse(until), now);
}
