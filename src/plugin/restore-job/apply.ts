/** Applies the plan of a job: removes, runs, and returns the state, also after a failure. */
import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { messageOf } from "../../core/error-text";
import { DEFAULT_GRACE_S } from "../../resources/restore-job-schema";
import {
  isSame,
  named,
  storedTarget,
  stringsOf,
  type Target,
  targetOf,
} from "../../resources/restore-job-target";
import { terraformCommand } from "../terraform-command";
import { log } from "../wire/log";
import { registerSecret } from "../wire/redact";
import type { ApplyInput } from "../wire/resource";
import { type TfObject, type TfValue, UNKNOWN } from "../wire/types";
import { runCommand } from "./command";
import { jobPath } from "./folder";
import { JobFailure, notRun } from "./job-failure";
import { beginningOf, digestOf, type Entry, isOver, Journal, outcomeOf, reconciled } from "./journal";
import { alone, type Lock, takeLock } from "./lock";
import { CommandOutput } from "./output";
import { type Step, stepsFor } from "./plan";

export interface Done {
  /** After a failure: the current state. */
  readonly state: TfObject | null;
  readonly failure?: JobFailure;
  readonly warnings: readonly Told[];
}

/** A warning: text after the job's name, and the cause and remedy in sentences. */
type Told = readonly [what: string, detail: string];

const EARLIER_RUN = "an earlier run";

/** Variables of the handshake with Terraform, which commands do not get. */
const HANDSHAKE = /^(?:TF_PLUGIN_|PLUGIN_)/;

/** When this process restored a target, by its token. */
const restoredHere = new Map<string, string>();

/** Output files that this process began. */
const begun = new Set<string>();

class Change {
  readonly warnings: Told[] = [];
  readonly #name: string;
  /** Of the job's files. */
  readonly #path: string;
  readonly #journal: Journal;
  #state: TfObject | null;
  /** The beginning of all journal entries of this change. */
  #beginning: Pick<Entry, "from" | "over"> = { from: [] };

  constructor(
    private readonly job: TfObject,
    /** Write-only variables of the command. */
    private readonly secrets: Readonly<Record<string, string>>,
    private readonly prior: TfObject | null,
    private readonly env: NodeJS.ProcessEnv,
    private readonly signal: AbortSignal,
  ) {
    this.#name = String(job.name ?? prior?.name);
    this.#path = jobPath(this.#name, env);
    this.#journal = new Journal(this.#path);
    this.#state = prior;
  }

  /** Runs the steps of a change in order, under the lock of the job. */
  async run(stepsOf: (state: TfObject | null, entry: Entry | undefined) => readonly Step[]): Promise<Done> {
    const since = new Date().toISOString();
    return alone(this.#path, async () => {
      let lock: Lock | undefined;
      try {
        lock = await takeLock(this.#path, (detail) => this.warnings.push([EARLIER_RUN, detail])).catch(
          (error) => {
            throw this.#unrecorded(error);
          },
        );
        const entry = this.#journal.read();
        this.#state = this.prior ? reconciled(this.prior, entry) : this.#restoredBefore(entry, since);
        this.#beginning = {
          from: beginningOf(this.prior, entry),
          ...(entry && this.prior && isOver(entry, this.prior) && { over: entry.over }),
        };
        for (const step of stepsOf(this.#state, entry)) {
          if (step.kind === "remove") await this.#remove(step.target, lock);
          else await this.#restore(entry, lock);
        }
        return { state: this.#state, warnings: this.warnings };
      } catch (failure) {
        if (!(failure instanceof JobFailure)) throw failure;
        return { state: this.#state, failure, warnings: this.warnings };
      } finally {
        lock?.release();
      }
    });
  }

  /**
   * The state of a new job that was restored already: by a run for which this one waited, or by one after which Terraform
   * was killed before it stored the job. Else null.
   */
  #restoredBefore(entry: Entry | undefined, since: string): TfObject | null {
    if (entry?.phase !== "restored" || !isDeepStrictEqual(entry.target, stringsOf(targetOf(this.job)))) {
      return null;
    }
    if (String(entry.restoredAt) < since) {
      if (this.#journal.isStored(entry)) return null;
      this.warnings.push([
        EARLIER_RUN,
        `The command restored ${named(entry.target)} at ${entry.restoredAt}, and Terraform ended before it stored the ` +
          "job. It did not run again. If what it restored is gone, replace the job, whose address is below:\n\n" +
          `  ${terraformCommand("apply -replace=ADDRESS")}`,
      ]);
    }
    return { ...this.job, ...outcomeOf(entry) };
  }

  async #remove(target: Target, lock: Lock): Promise<void> {
    const { destroy_command: command } = this.job;
    const removed: Entry = { phase: "removed", target, ...this.#beginning };
    if (typeof command === "string") {
      const removing: Entry = { ...removed, phase: "removing" };
      const kept = this.#journal.read();
      try {
        await this.#command("destroyCommand", command, {}, lock, removing);
      } catch (failure) {
        if (!(failure instanceof JobFailure)) throw failure;
        if (!failure.isCertain) this.#state = { ...this.#state, ...outcomeOf(removing) };
        // A destroy command that fails has removed nothing.
        else if (kept) this.#record(kept);
        throw failure.of(`The removal of ${named(target)}`);
      }
      this.#record(removed);
    }
    this.#state = { ...this.#state, ...outcomeOf(removed) };
  }

  async #restore(before: Entry | undefined, lock: Lock): Promise<void> {
    const target = stringsOf(targetOf(this.job));
    const again = this.prior === null && before && isSame(before.target, target) ? before : undefined;
    const over = again?.phase === "restored" ? again.restoredAt : again?.over;
    this.#tellOfLeftovers(before, target);
    const restoring: Entry = { phase: "restoring", target, ...this.#beginning, ...(over && { over }) };
    try {
      await this.#command("command", String(this.job.command), this.secrets, lock, restoring);
    } catch (failure) {
      if (!(failure instanceof JobFailure)) throw failure;
      if (failure.isStarted && this.prior) this.#state = { ...this.job, ...outcomeOf(restoring) };
      throw failure.of(`The restore of ${named(target)}`, failure.isStarted ? this.#leftover(target) : "");
    }
    const restoredAt = new Date().toISOString();
    const restored: Entry = { ...restoring, phase: "restored", restoredAt };
    this.#record(restored);
    restoredHere.set(String(target.BACKUP_TOKEN), restoredAt);
    this.#state = { ...this.job, ...outcomeOf(restored) };
  }

  /** Records what has happened. With a full disk only the state has it, so that the command does not run again. */
  #record(entry: Entry): void {
    try {
      this.#journal.write(entry);
    } catch (error) {
      log.warn("journal not written", { job: this.#name, error: messageOf(error) });
    }
  }

  /** Nothing may run of which a later process could not know. */
  #unrecorded(error: unknown): unknown {
    if (error instanceof JobFailure) return error;
    return notRun(
      `Its beginning cannot be written to ${dirname(this.#path)} (${messageOf(error)}). Make that possible, and apply again.`,
    );
  }

  #leftover(target: Target): string {
    return this.prior
      ? "The next apply runs the command again for the same backup, or removes what it left before it restores another one."
      : `Anything half-made is not in the state, so Terraform will not remove it: ${lookFor(target)} The next apply runs ` +
          "the command again, with the same token.";
  }

  /** Warns about the target of a first run that is not in the state: it failed, or Terraform was killed. */
  #tellOfLeftovers(before: Entry | undefined, target: Target): void {
    if (this.prior !== null || !before || before.phase === "removed") return;
    if (isDeepStrictEqual(before.target, target) || before.from.at(-1) !== digestOf(null)) return;
    this.warnings.push([
      EARLIER_RUN,
      `An earlier attempt to restore ${named(before.target)} is not in the state. What it made may still exist, and ` +
        `Terraform will not remove it: ${lookFor(before.target)}`,
    ]);
  }

  async #command(
    what: string,
    command: string,
    secrets: Readonly<Record<string, string>>,
    lock: Lock,
    beginning: Entry,
  ): Promise<void> {
    const { working_directory: folder, timeout, grace } = this.job;
    const names = textsOf(this.job.pass_environment);
    const missing = names.filter((name) => this.env[name] === undefined);
    if (missing.length > 0) {
      throw notRun(
        `pass_environment names ${missing.join(", ")}, which Terraform does not have in its environment. Set it, or take the name out.`,
      );
    }
    for (const secret of [...Object.values(secrets), ...names.map((name) => this.env[name] ?? "")]) {
      registerSecret(secret);
    }
    if (this.signal.aborted) throw notRun("Terraform was stopped before it began.");
    const path = String(this.job.output_file ?? this.prior?.output_file);
    const output = new CommandOutput(path, this.#name, !begun.has(path));
    begun.add(path);
    output.note(`${what} for ${named(beginning.target)}`);
    let hasBegun = false;
    const inherited = Object.entries(this.env).filter(([name]) => !HANDSHAKE.test(name));
    try {
      await runCommand(
        {
          command,
          interpreter: textsOf(this.job.interpreter),
          workingDirectory: typeof folder === "string" ? folder : undefined,
          env: { ...Object.fromEntries(inherited), ...secrets, ...beginning.target },
          timeoutMs: typeof timeout === "number" ? timeout * 1000 : undefined,
          graceMs: (typeof grace === "number" ? grace : DEFAULT_GRACE_S) * 1000,
        },
        output,
        (group) => {
          try {
            lock.runs(group);
            this.#journal.write(beginning);
          } catch (error) {
            throw this.#unrecorded(error);
          }
          hasBegun = true;
        },
        this.signal,
      );
    } catch (failure) {
      throw failure instanceof JobFailure && hasBegun ? failure.afterOutput(output) : failure;
    }
  }
}

function textsOf(list: TfValue | undefined): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

function lookFor({ BACKUP_TOKEN: token }: Target): string {
  return `look for it, by name or by ${token}, its BACKUP_TOKEN.`;
}

/** Creates or updates a job. */
export function applyJob(
  { prior, planned, config }: ApplyInput,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Done> {
  return new Change(planned, stringsOf(config.environment), prior, env, signal).run((state) => {
    const steps = stepsFor(state, planned);
    if (steps.length === 0 || planned.restored_at === UNKNOWN) return steps;
    throw new JobFailure(
      "did not finish",
      "Its last run was killed, and this plan was made without a refresh. Plan again, without -refresh=false.",
    );
  });
}

/** Removes what a job restored. */
export async function deleteJob(prior: TfObject, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Done> {
  const change = new Change(prior, {}, prior, env, signal);
  return change.run((state, entry) => {
    const target = storedTarget(state);
    if (!target) return [];
    const here = restoredHere.get(String(target.BACKUP_TOKEN));
    const isAgain = here !== undefined && here !== prior.restored_at;
    const isOvertaken = entry && /^restor/.test(entry.phase) && isOver(entry, prior);
    if (!isAgain && !isOvertaken) return [{ kind: "remove", target }];
    change.warnings.push([
      "the remove was skipped",
      `What was restored from ${named(target)} was not removed: a replacement restored it again before the ` +
        `removal, because something that depends on the job has create_before_destroy. To remove it first, ` +
        "destroy and create the job in two applies.",
    ]);
    return [];
  });
}
