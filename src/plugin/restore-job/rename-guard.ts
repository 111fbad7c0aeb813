/**
 * Finds jobs that were renamed without a `moved` block, because Terraform would remove and restore at the same time.
 */

import { isOf, storedTarget } from "../../resources/restore-job-target";
import { isLate } from "../../resources/restore-point-plan";
import { destroyAnyway } from "../terraform-command";
import type { Diagnostic } from "../wire/diagnostics";
import type { TfObject } from "../wire/types";

const COMMANDS = ["command", "destroy_command", "interpreter", "working_directory"] as const;

/** Whether a removed job and a new job have the same backup and the same commands. */
export function isRename(gone: TfObject, made: TfObject): boolean {
  const target = storedTarget(gone);
  if (!target || typeof gone.destroy_command !== "string") return false;
  const isSameBackup = isLate(made.backup_id) || isLate(made.instance_id) || isOf(target, made);
  const of = (job: TfObject) => JSON.stringify(COMMANDS.map((name) => job[name] ?? null));
  return isSameBackup && of(gone) === of(made);
}

/** The jobs that one process plans to create and to remove, in any order. */
export class RenameGuard {
  readonly #made: TfObject[] = [];
  readonly #gone: TfObject[] = [];

  /** Adds a job that is to be created. */
  make(config: TfObject): Diagnostic[] {
    this.#made.push(config);
    return refusals(this.#gone.filter((gone) => isRename(gone, config)).map((gone) => [gone, config]));
  }

  /** Adds a job that is to be removed. */
  remove(prior: TfObject): Diagnostic[] {
    this.#gone.push(prior);
    return refusals(this.#made.filter((made) => isRename(prior, made)).map((made) => [prior, made]));
  }
}

function refusals(pairs: readonly (readonly [TfObject, TfObject])[]): Diagnostic[] {
  return pairs.slice(0, 1).map(([gone, made]) => ({
    severity: "error",
    summary: `${String(gone.name)}: renamed without a moved block`,
    detail:
      `The job ${String(gone.name)} disappears, and ${String(made.name)} appears for the same backup ${String(gone.backup_id)} and ` +
      "with the same commands. Terraform would remove what was restored and restore it at the same time. If it is the " +
      "same job, say so, with the addresses that this plan shows:\n\n" +
      "  moved {\n    from = backups_restore_job.OLD\n    to   = backups_restore_job.NEW\n  }\n\n" +
      'With CDKTF: job.moveFromId("backups_restore_job.OLD"). If they are two jobs, remove the old one in an apply of its ' +
      `own, and then add the new one. ${destroyAnyway()}`,
  }));
}
