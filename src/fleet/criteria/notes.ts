import { asSentence, inSentences } from "../../core/message";
import type { Criterion } from "./evidence";

/** Reports warnings of the selection: a newer backup was skipped, or one is from the future. Always on. */
export const passedOver: Criterion = ({ warnings: [first] }) =>
  first && {
    title: "Passed over",
    found: inSentences(first),
    allowed: "nothing newer",
    verdict: "warns",
    finding: {
      what: asSentence(first.message),
      next: first.hint ?? "See the list of its backups.",
    },
  };

/** Reports an `ignore` that has ended. Always on, so that nobody forgets a muted database. */
export const endedIgnore: Criterion = ({ ignore, now }) => {
  if (!ignore || ignore.endsAt.getTime() > now) return undefined;
  return {
    title: "Muted",
    found: `until ${ignore.until}`,
    allowed: "not past its date",
    verdict: "warns",
    finding: {
      what: `It was muted until ${ignore.until} (${ignore.reason}), and counts again.`,
      next: "Remove ignore from its entry, or give a later date.",
      since: ignore.endsAt.getTime(),
    },
  };
};
