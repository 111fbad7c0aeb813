import type { TfValue } from "./wire/types";

/**
 * Remembers why lookups of this process gave no backup, so that an error of what needs one names the cause. Terraform
 * shows the lookup's own warning far above it, and not at all in an apply of a saved plan.
 */
export class EmptyLookups {
  readonly #causes = new Map<string, string>();

  /** Notes what a lookup gave instead of a backup; undefined if it gave one. */
  told(instanceId: string, cause: string | undefined): void {
    if (cause === undefined) this.#causes.delete(instanceId);
    else this.#causes.set(instanceId, cause);
  }

  /** Why there is nothing, as a sentence. Without the instance, it may be any of the lookups that gave nothing. */
  why(instanceId: TfValue | undefined): string {
    const known = typeof instanceId === "string" ? this.#causes.get(instanceId) : undefined;
    const [first, ...others] = known === undefined ? [...this.#causes.values()] : [known];
    if (first === undefined)
      return "The lookup found no restorable backup, or failed; its own warning says why.";
    const more = others.length > 0 ? ` (and ${others.length} more lookups, whose warnings say why)` : "";
    return `The lookup gave no backup${more}: ${first}`;
  }
}
