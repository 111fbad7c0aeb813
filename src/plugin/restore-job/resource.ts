import { messageOf } from "../../core/error-text";
import { restoreJobSchema } from "../../resources/restore-job-schema";
import { anError, aWarning, type Diagnostic } from "../wire/diagnostics";
import { log } from "../wire/log";
import type { PluginResource } from "../wire/resource";
import { type TfObject, type TfValue, UNKNOWN } from "../wire/types";
import { applyJob, type Done, deleteJob } from "./apply";
import { jobPath } from "./folder";
import { isOver, Journal, type Known, reconciled } from "./journal";
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
  const journalOf = (name: TfValue | undefined) => new Journal(jobPath(String(name), env));
  /** Names of the jobs that this process applied. */
  const applied = new Set<TfValue | undefined>();
  const record = (name: TfValue | undefined, how: Known) => {
    try {
      journalOf(name).recordKnown(how);
    } catch (error) {
      log.warn("what Terraform knows is not recorded", { job: String(name), error: messageOf(error) });
    }
  };

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
      const entry = journalOf(prior.name).read();
      // After a replacement, the new job already exists.
      return entry && isOver(entry, prior) ? [] : jobs.remove(prior);
    },
    async apply(change, signal) {
      const done = await applyJob(change, env, signal);
      const diagnostics = diagnosticsOf(change.planned, done);
      applied.add(change.planned.name);
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
    stored: (state) => record(state.name, "stored"),
    ended() {
      for (const name of applied) record(name, "answered");
    },
    read: (state) => reconciled(state, journalOf(state.name).read()),
    move: movedJob,
  };
}
