/** Records the progress of a job's change, for the next process if this one is killed. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isSame, storedTarget, type Target } from "../../resources/restore-job-target";
import type { TfObject } from "../wire/types";

export type Phase =
  /** The destroy command was started, and its end is unknown. */
  | "removing"
  | "removed"
  /** The command was started, and did not succeed. */
  | "restoring"
  | "restored";

/** `stored`: it had a state of the job afterwards. `answered`: it received the answer, and ended in good order. */
export type Known = "stored" | "answered";

/** The journal of one job. */
export interface Entry {
  readonly phase: Phase;
  readonly target: Target;
  /**
   * {@link digestOf} of the states with which it may have begun. There may be several, because Terraform stores a state
   * that was corrected from the journal only when an apply ends.
   */
  readonly from: readonly string[];
  /** `restored_at` after a success. */
  readonly restoredAt?: string;
  /** `restored_at` of the same target before a replacement restored it again. */
  readonly over?: string;
}

/** A digest of the parts of a state about the restore. */
export function digestOf(state: TfObject | null): string {
  const { backup_id = null, target = null, unfinished = null, restored_at = null } = state ?? {};
  const sorted = Object.entries(target ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const said = JSON.stringify([state !== null, backup_id, sorted, unfinished, restored_at]);
  return createHash("sha256").update(said).digest("hex");
}

/** Reads and writes the journal of one job. */
export class Journal {
  readonly #file: string;
  /** Has the time of the last restore of which Terraform knows, and how. */
  readonly #knownFile: string;

  /** @param path of the job's files */
  constructor(path: string) {
    this.#file = `${path}.journal.json`;
    this.#knownFile = `${path}.known`;
  }

  /** The entry; undefined if there is none, or it cannot be read. */
  read(): Entry | undefined {
    try {
      return JSON.parse(readFileSync(this.#file, "utf8")) as Entry;
    } catch {
      return undefined;
    }
  }

  write(entry: Entry): void {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const draft = `${this.#file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(entry), { mode: 0o600, flush: true });
    renameSync(draft, this.#file);
  }

  /**
   * Records what Terraform knows of the last restore. A file of its own, because this happens without the lock, and must
   * not overwrite the entry of a running change.
   */
  recordKnown(how: Known): void {
    const { restoredAt } = this.read() ?? {};
    if (restoredAt === undefined || this.#known() === `${restoredAt} stored`) return;
    writeFileSync(this.#knownFile, `${restoredAt} ${how}`, { mode: 0o600 });
  }

  /** Whether a state of Terraform has had this restore. */
  isStored({ restoredAt }: Entry): boolean {
    const known = this.#known();
    if (known === `${restoredAt} stored`) return true;
    return known === `${restoredAt} answered` && !hasErroredState(String(restoredAt));
  }

  #known(): string | undefined {
    try {
      return readFileSync(this.#knownFile, "utf8");
    } catch {
      return undefined;
    }
  }
}

/** Whether Terraform could not store a state after this time, and wrote it into its working directory instead. */
function hasErroredState(since: string): boolean {
  const { mtimeMs } = statSync("errored.tfstate", { throwIfNoEntry: false }) ?? {};
  return mtimeMs !== undefined && mtimeMs >= Date.parse(since);
}

/**
 * Corrects a state from the journal, if Terraform was killed during a change that began with this state, or during a
 * restore over it.
 */
export function reconciled(state: TfObject, entry: Entry | undefined): TfObject {
  if (!entry) return state;
  const { phase } = entry;
  const isOfThisState = entry.from.includes(digestOf(state));
  if (!isOfThisState && !(phase !== "restored" && isOver(entry, state))) return state;
  // The time identifies the other half of a replacement.
  return { ...state, ...outcomeOf(entry), ...(!isOfThisState && { restored_at: state.restored_at ?? null }) };
}

/** The state's attributes after the recorded progress. */
export function outcomeOf({ phase, target, restoredAt }: Entry): TfObject {
  // The command succeeded, so it must not run again.
  if (phase === "restored") {
    const { BACKUP_ID: id = null, BACKUP_TOKEN: token = null } = target;
    return { backup_id: id, token, restored_at: restoredAt ?? null, target: { ...target }, unfinished: null };
  }
  const gone = { backup_id: null, restored_at: null };
  if (phase === "removed") return { ...gone, target: null, unfinished: null };
  return { ...gone, target: { ...target }, unfinished: phase === "removing" ? "remove" : "restore" };
}

/** The largest number of states in an entry. */
const MOST_STATES = 50;

/** The digests with which a change that starts now may have begun. */
export function beginningOf(prior: TfObject | null, before: Entry | undefined): readonly string[] {
  const own = digestOf(prior);
  // Terraform may not have stored the removal before a create.
  const isContinued = before && (prior ? own === digestOf(outcomeOf(before)) : before.phase === "removed");
  return [...(isContinued ? before.from : []), own].slice(-MOST_STATES);
}

/** Whether a replacement restored the target of a state again, or began to. */
export function isOver({ over, target }: Entry, state: TfObject): boolean {
  const before = storedTarget(state);
  return over !== undefined && over === state.restored_at && before !== undefined && isSame(before, target);
}
