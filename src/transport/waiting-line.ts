/** The order of waiting requests. Pure. */
import type { Deadline } from "./deadline";

/** The waiting requests of one lookup. */
interface Party<Request> {
  readonly deadline: Deadline;
  /** Start of the wait, in milliseconds of the clock. */
  readonly since: number;
  readonly requests: Request[];
}

/**
 * Waiting requests, by lookup. Started lookups go first, the oldest before the others: so few lookups run at the same
 * time, and each ends soon.
 */
export class WaitingLine<Request> {
  private readonly parties = new Map<Deadline, Party<Request>>();

  /** @param again whether it was sent before; it then goes before the lookup's other requests */
  add(deadline: Deadline, request: Request, now: number, again: boolean): void {
    const party = this.parties.get(deadline) ?? { deadline, since: now, requests: [] };
    this.parties.set(deadline, party);
    if (again) party.requests.unshift(request);
    else party.requests.push(request);
  }

  /** The first lookup. */
  next(): Party<Request> | undefined {
    let next: Party<Request> | undefined;
    for (const party of this.parties.values()) {
      if (!next || startOf(party) < startOf(next)) next = party;
    }
    return next;
  }

  /** All lookups but one. */
  others(next: Deadline): Party<Request>[] {
    return [...this.parties.values()].filter(({ deadline }) => deadline !== next);
  }

  /** Removes and returns a request, or the first one of its lookup. */
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
