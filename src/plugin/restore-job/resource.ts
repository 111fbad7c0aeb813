import { messageOf } from "../../core/error-text";
import { restoreJobSchema } from "../../resources/restore-job-schema";
import { anError, aWarning, type Diagnostic } from "../wire/diagnostics";
import { log } from "../wire/log";
import type { PluginResource } from "../wire/resource";
import { type TfObject, UNKNOWN } from "../wire/types";
import { applyJob, type Done, deleteJob } from "./apply";
import { jobPath } from "./folder";
import { isOver, Journal, reconciled } from "./journal";
import { movedJob } from "./move";
import { planned } from "./plan";
import { PlannedJobs } from "./planned-jobs";
import { jobProblems } from "./validate";

function diagnosticsOf({ name }: TfObject, { warnings, failure }: Done): Diagnostic[] {
  const told = warnings.map(([what, detail]) => aWarning(`${String(name)}: ${what}`, detail));
  return failure ? [...told, anError(`${String(name)}: ${failure.what}`, failure.detail)] : told;
}

/**
 * A command that runs once per pinned backup, as a managed resource.
 *
 * @param env Terraform's environment
 */
export function restoreJob(env: NodeJS.ProcessEnv = process.env): PluginResource {
  const jobs = new PlannedJobs();
  const journalOf = ({ name }: TfObject) => new Journal(jobPath(String(name), env));

  return {
    schema: restoreJobSchema,
    importRefusal:
      "Terraform cannot read what a command restored. Adopt it by a moved block from a resource that restored it, or " +
      "let the job restore anew.",
    validate: jobProblems,
    plan({ prior, config, isReplacement }) {
      return {
        planned: planned(prior, config, `${jobPath(String(config.name), env)}.log`),
        diagnostics: isReplacement ? [] : prior ? jobs.keep(config) : jobs.make(config),
      };
    },
    planDelete(prior) {
      const entry = journalOf(prior).read();
      // After a replacement, the new job already exists.
      return entry && isOver(entry, prior) ? [] : jobs.remove(prior);
    },
    async apply(change, signal) {
      const done = await applyJob(change, env, signal);
      const diagnostics = diagnosticsOf(change.planned, done);
      if (done.failure) return { state: done.state, diagnostics };
      if (change.planned.restored_at !== UNKNOWN) return { diagnostics };
      // Only values that were unknown in the plan.
      const { target = null, restored_at = null } = done.state ?? {};
      return { state: { target, restored_at }, diagnostics };
    },
    async delete(prior, signal) {
      const done = await deleteJob(prior, env, signal);
      return { ...(done.failure && { state: done.state }), diagnostics: diagnosticsOf(prior, done) };
    },
    stored(state) {
      try {
        journalOf(state).recordStored();
      } catch (error) {
        log.warn("stored state not recorded", { job: String(state.name), error: messageOf(error) });
      }
    },
    read: (state) => reconciled(state, journalOf(state).read()),
    move: movedJob,
  };
}
