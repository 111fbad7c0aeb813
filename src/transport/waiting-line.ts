/** Who is next. Pure. */
import type { Deadline } from "./deadline";

/** The requests of one lookup that wait. */
export interface Party<Request> {
  readonly deadline: Deadline;
  /** Since when the lookup waits, in milliseconds of the clock. */
  readonly since: number;
  readonly requests: Request[];
}

/**
 * Requests that wait, by lookup. A lookup that has started goes before one that has not, and the one that started
 * first before the others: of many lookups, few are under way at any time, and each is soon done.
 */
export class WaitingLine<Request> {
  private readonly parties = new Map<Deadline, Party<Request>>();

  /** @param again whether it was sent before, and so goes before the lookup's other requests */
  add(deadline: Deadline, request: Request, now: number, again: boolean): void {
    const party = this.parties.get(deadline) ?? { deadline, since: now, requests: [] };
    this.parties.set(deadline, party);
    if (again) party.requests.unshift(request);
    else party.requests.push(request);
  }

  /** The lookup that is served now. */
  next(): Party<Request> | undefined {
    let next: Party<Request> | undefined;
    for (const party of this.parties.values()) {
      if (!next || startOf(party) < startOf(next)) next = party;
    }
    return next;
  }

  /** The waiting lookups. */
  others(next: Deadline): Party<Request>[] {
    return [...this.parties.values()].filter(({ deadline }) => deadline !== next);
  }

  /** Takes a request out, or the first one of its lookup. */
  remove(deadline: Deadline, request?: Request): Request | undefined {
    const party = this.parties.get(deadline);
    if (!party) return undefined;
    const index = request === undefined ? 0 : party.requests.indexOf(request);
    const [removed] = index < 0 ? [] : party.requests.splice(index, 1);
    if (party.requests.length === 0) this.parties.delete(deadline);
    return removed;
  }
}

function startOf({ deadline }: Party<unknown>): number {
  return deadline.startedAt ?? Number.POSITIVE_INFINITY;
}
