/**
 * Rejects jobs that were renamed without a `moved` block, because Terraform would remove and restore at the same time,
 * and two new jobs with the same name, because the restore of one would count for both.
 */
import { isDeepStrictEqual } from "node:util";
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

/** The jobs that one process plans to create and to remove, in any order. */
export class RenameGuard {
  readonly #made: TfObject[] = [];
  readonly #gone: TfObject[] = [];

  /** Adds a job that is to be created. */
  make(made: TfObject): Diagnostic[] {
    // A job that is planned again has the same arguments.
    const twin = this.#made.find(({ name }) => !isLate(name) && name === made.name);
    const isTwice = twin !== undefined && !isDeepStrictEqual(twin, made);
    this.#made.push(made);
    const gone = this.#gone.find((job) => isRename(job, made));
    return [...(isTwice ? [sameName(String(made.name))] : []), ...(gone ? [refusal(gone, made)] : [])];
  }

  /** Adds a job that is to be removed. */
  remove(gone: TfObject): Diagnostic[] {
    this.#gone.push(gone);
    const made = this.#made.find((job) => isRename(gone, job));
    return made ? [refusal(gone, made)] : [];
  }
}

function sameName(name: string): Diagnostic {
  return anError(
    `${name}: two jobs have this name`,
    `Another job of this configuration is named ${JSON.stringify(name)}, too, so the restore of one would count for both. ` +
      "Give each job its own name.",
    ["name"],
  );
}

function refusal(gone: TfObject, made: TfObject): Diagnostic {
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
