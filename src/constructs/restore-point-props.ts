import type { BackupLookup } from "./backup-lookup";

/** Arguments of {@link RestorePoint}. */
export interface RestorePointProps {
  /** The lookup whose newest restorable backup is pinned. */
  readonly lookup: BackupLookup;
  /**
   * Values that, when one of them changes, make the point pin anew: a week for a drill, the number of an incident.
   * The convention is that of the `random` provider. A value that is undefined is refused.
   *
   * @default those that were there before; none for a new point, which then keeps its first backup
   */
  readonly keepers?: { readonly [name: string]: string };
  /**
   * Pins exactly this backup, whatever is newest; with `onUnavailable: "warn"` on the lookup also while the API cannot
   * be asked. Giving another one moves the pin. When it is taken away, the pin stays until a keeper changes.
   */
  readonly backupId?: string;
  /**
   * Whether a plan warns that a backup newer than the pinned one exists. It never changes the plan.
   *
   * @default true
   */
  readonly newerWarning?: boolean;
}
