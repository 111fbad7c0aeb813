/** Remembers listed instances, and which of them gave no answer. */

/** A list of instances, and the results of their lookups. */
interface List {
  readonly ids: ReadonlySet<string>;
  /** Instances that gave no answer, and the cause; as long as there is but one, and none answered. */
  readonly failed: Set<string>;
  cause?: string;
  /** Whether one answered, or failed for another cause. */
  isMixed: boolean;
}

/** The consequence of a lookup for the list of its instance. */
export interface Shared {
  /** How many instances failed, this one included, if all lookups of the list so far failed for one cause; else 0. */
  readonly failed: number;
  /** Whether these are all. */
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
 * Remembers lists of instances and the lookups of their members. Terraform does not tell a provider which lookups belong
 * to one `for_each`: those of the instances that a data source of the same process listed do. Where the IDs come from
 * elsewhere, each instance stands for itself.
 */
export class ListedInstances {
  private readonly lists = new Map<string, List>();

  /** @param question tells a list from others: its data source and arguments */
  listed(question: string, ids: readonly string[]): void {
    const known = this.lists.get(question) ?? { failed: new Set<string>(), isMixed: false };
    this.lists.set(question, { ...known, ids: new Set(ids) });
  }

  /**
   * Notes what came of a lookup.
   *
   * @param cause why there is no answer; null if there is one
   * @returns what it means for the list; undefined if the instance is in none, or the only one
   */
  told(listing: string, instanceId: string, cause: string | null): Shared | undefined {
    const told = [...this.lists]
      .filter(([question, { ids }]) => question.startsWith(`${listing} `) && ids.has(instanceId))
      .filter(([, { ids }]) => ids.size > 1)
      .map(([, list]) => tell(list, instanceId, cause));
    return told.find(({ isAll }) => isAll) ?? told[0];
  }
}
