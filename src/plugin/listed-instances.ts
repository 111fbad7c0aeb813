/** A list of instances, and the results of their lookups. */
interface List {
  readonly ids: ReadonlySet<string>;
  /** Instances whose lookups failed, and the cause, while it is the same for all and none succeeded. */
  readonly failed: Set<string>;
  cause?: string;
  /** Whether a lookup succeeded, or failed for another reason. */
  isMixed: boolean;
}

/** The consequence of a lookup for the list of its instance. */
export interface Shared {
  /** The number of failed instances, if all lookups of the list so far failed for the same reason; else 0. */
  readonly failed: number;
  /** Whether these are all instances of the list. */
  readonly isAll: boolean;
  /** Instances that failed before, and which Terraform may have counted without naming them. */
  readonly unnamed: readonly string[];
}

function tell(list: List, instanceId: string, cause: string | null): Shared {
  const { ids, failed } = list;
  for (const id of failed) if (!ids.has(id)) failed.delete(id);
  if (!list.isMixed && cause !== null && (failed.size === 0 || list.cause === cause)) {
    list.cause = cause;
    failed.add(instanceId);
    return { failed: failed.size, isAll: failed.size === ids.size, unnamed: [] };
  }
  const unnamed = failed.size > 1 ? [...failed].sort() : [];
  list.isMixed = true;
  failed.clear();
  return { failed: 0, isAll: false, unnamed };
}

/**
 * Remembers lists of instances and the lookups of their members. Terraform does not tell a provider which lookups
 * belong to one `for_each`, so a list means the instances that a data source of the same process listed. Other
 * instances are treated one by one.
 */
export class ListedInstances {
  private readonly lists = new Map<string, List>();

  /** @param question the key of a list: its data source and arguments */
  listed(question: string, ids: readonly string[]): void {
    const known = this.lists.get(question) ?? { failed: new Set<string>(), isMixed: false };
    this.lists.set(question, { ...known, ids: new Set(ids) });
  }

  /**
   * Records the result of a lookup.
   *
   * @param cause why the lookup failed; null if it succeeded
   * @returns the consequence for the list; undefined if the instance is in no list, or the only one
   */
  told(listing: string, instanceId: string, cause: string | null): Shared | undefined {
    const told = [...this.lists]
      .filter(([question]) => question.startsWith(`${listing} `))
      .filter(([, { ids }]) => ids.has(instanceId) && ids.size > 1)
      .map(([, list]) => tell(list, instanceId, cause));
    return told.find(({ isAll }) => isAll) ?? told[0];
  }
}
