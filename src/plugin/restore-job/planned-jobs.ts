/**
 * Rejects two jobs of one name, which would have the same token, lock and journal, and jobs that were renamed without a
 * `moved` block: Terraform would remove and restore at the same time.
 */
import { isOf, storedTarget } from "../../resources/restore-job-target";
import { isLate } from "../../resources/restore-point-plan";
import { destroyAnyway } from "../terraform-command";
import { anError, type Diagnostic } from "../wire/diagnostics";
import type { TfObject } from "../wire/types";

const COMMANDS = ["command", "destroy_command", "interpreter", "working_directory"] as const;

/** Whether a removed job and a new job have the same backup and the same commands. */
function isRename(gone: TfObject, made: TfObject): boolean {
  const target = storedTarget(gone);
  if (!target || typeof gone.destroy_command !== "string") return false;
  const isSameBackup = isLate(made.backup_id) || isLate(made.instance_id) || isOf(target, made);
  const of = (job: TfObject) => JSON.stringify(COMMANDS.map((name) => job[name] ?? null));
  return isSameBackup && of(gone) === of(made);
}

/** The jobs of one process's plan, in any order. */
export class PlannedJobs {
  readonly #names = new Set<string>();
  readonly #made: TfObject[] = [];
  readonly #gone: TfObject[] = [];

  /** Adds a job that is to be kept. Its name may be unknown, and is then checked in the plan that precedes its apply. */
  keep({ name }: TfObject): Diagnostic[] {
    if (typeof name !== "string") return [];
    const isTaken = this.#names.has(name);
    this.#names.add(name);
    return isTaken ? [sameName(name)] : [];
  }

  /** Adds a job that is to be created. */
  make(made: TfObject): Diagnostic[] {
    this.#made.push(made);
    const gone = this.#gone.find((job) => isRename(job, made));
    return [...this.keep(made), ...(gone ? [renamed(gone, made)] : [])];
  }

  /** Adds a job that is to be removed. */
  remove(gone: TfObject): Diagnostic[] {
    this.#gone.push(gone);
    const made = this.#made.find((job) => isRename(gone, job));
    return made ? [renamed(gone, made)] : [];
  }
}

function sameName(name: string): Diagnostic {
  return anError(
    `${name}: two jobs have this name`,
    `Another backups_restore_job in this configuration is also called ${JSON.stringify(name)}. The name is part of ` +
      "BACKUP_TOKEN and of the record of what ran, so one restore would be taken for the other. Give each job its " +
      'own name, in a module or with for_each for example name = "clone-${var.environment}" or "clone-${each.key}".',
    ["name"],
  );
}

function renamed(gone: TfObject, made: TfObject): Diagnostic {
  const [before, after] = [String(gone.name), String(made.name)];
  return anError(
    `${before}: renamed without a moved block`,
    `The job ${before} is removed, and ${after} is created for the same backup ${String(gone.backup_id)} and with the ` +
      "same commands. Terraform would remove what was restored and restore it at the same time. If they are the same " +
      "job, write a moved block with the addresses that this plan shows:\n\n" +
      "  moved {\n    from = backups_restore_job.OLD\n    to   = backups_restore_job.NEW\n  }\n\n" +
      'With CDKTF: job.moveFromId("backups_restore_job.OLD"). If they are two jobs, remove the old one in one apply, and ' +
      `add the new one in the next. ${destroyAnyway()}`,
  );
}
