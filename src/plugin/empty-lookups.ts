import type { TfValue } from "./wire/types";

/**
 * Remembers why lookups of this process found no backup, so that errors of points and triggers name the cause.
 * Terraform shows the lookup's own warning far above, and not at all in an apply of a saved plan.
 */
export class EmptyLookups {
  readonly #causes = new Map<string, string>();

  /** @param cause why the lookup found no backup; undefined if it found one */
  told(instanceId: string, cause: string | undefined): void {
    if (cause === undefined) this.#causes.delete(instanceId);
    else this.#causes.set(instanceId, cause);
  }

  /** The cause as a sentence. If the instance is unknown, the causes of all lookups without a backup. */
  why(instanceId: TfValue | undefined): string {
    const known = typeof instanceId === "string" ? this.#causes.get(instanceId) : undefined;
    const [first, ...others] = known === undefined ? [...this.#causes.values()] : [known];
    if (first === undefined)
      return "The lookup found no restorable backup, or failed; its own warning says why.";
    const more = others.length > 0 ? ` (and ${others.length} more lookups, whose warnings say why)` : "";
    return `The lookup gave no backup${more}: ${first}`;
  }
}
