/** What a provider's process knows of the instances that it listed, and of those that gave no answer. */

/** A list of instances, and what came of the lookups of them. */
interface List {
  readonly ids: ReadonlySet<string>;
  /** Why an instance gave no answer, by ID; null for one that did. */
  readonly causes: Map<string, string | null>;
}

/** What the lookup of an instance means for the list that it is in. */
export interface Shared {
  /** How many instances of the list failed for the same cause, this one included. */
  readonly failed: number;
  /** Whether these are all. */
  readonly isAll: boolean;
}

/**
 * Remembers lists of instances and the lookups of their members. Terraform does not tell a provider which lookups belong
 * to one `for_each`: those of the instances that a data source of the same process listed do. Where the IDs come from
 * elsewhere, or some of a list are left out, each instance stands for itself.
 */
export class ListedInstances {
  private readonly lists = new Map<string, List>();

  /** @param question tells a list from others: its data source and arguments */
  listed(question: string, ids: readonly string[]): void {
    const causes = this.lists.get(question)?.causes ?? new Map();
    this.lists.set(question, { ids: new Set(ids), causes });
  }

  /**
   * Notes what came of a lookup.
   *
   * @param cause why there is no answer; null where there is one
   * @returns what it means for the list; undefined where there is no such list, or nothing in common
   */
  told(listing: string, instanceId: string, cause: string | null): Shared | undefined {
    for (const [question, { ids, causes }] of this.lists) {
      if (!question.startsWith(`${listing} `) || !ids.has(instanceId)) continue;
      causes.set(instanceId, cause);
      const failed = [...causes.values()].filter((each) => each === cause).length;
      if (cause !== null && failed > 1) return { failed, isAll: failed === ids.size };
    }
    return undefined;
  }
}
