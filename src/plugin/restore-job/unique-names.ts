/** Rejects two jobs of one name: they would have the same token, the same lock and the same journal. */
import { anError, type Diagnostic } from "../wire/diagnostics";
import type { TfValue } from "../wire/types";

/** Names of the jobs that one process plans to create or to keep. */
export class UniqueNames {
  readonly #names = new Set<string>();

  /** Adds a job's name. It may be unknown, and is then checked in the plan that precedes its apply. */
  add(name: TfValue | undefined): Diagnostic[] {
    if (typeof name !== "string") return [];
    if (!this.#names.has(name)) {
      this.#names.add(name);
      return [];
    }
    return [
      anError(
        `${name}: two jobs have this name`,
        `Another backups_restore_job in this configuration is also called ${JSON.stringify(name)}. The name is part of ` +
          "BACKUP_TOKEN and of the record of what ran, so one restore would be taken for the other. Give each job its " +
          'own name, in a module or with for_each for example name = "clone-${var.environment}" or "clone-${each.key}".',
        ["name"],
      ),
    ];
  }
}
