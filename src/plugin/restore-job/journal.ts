/** What became of the last change of a job, for the process after one that was killed before it could say so. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSame, storedTarget, type Target } from "../../resources/restore-job-target";
import type { TfObject } from "../wire/types";

/** How far it came. */
export type Phase =
  /** The destroy command was started, and did not say how it ended. */
  | "removing"
  | "removed"
  /** The command was started, and did not end well. */
  | "restoring"
  | "restored";

/** The journal of one job. */
export interface Entry {
  readonly phase: Phase;
  /** Of what. */
  readonly target: Target;
  /**
   * {@link digestOf} the states that it may have begun with: what Terraform reads by the journal is stored only when an
   * apply ends, so one that is killed again leaves the first of them.
   */
  readonly from: readonly string[];
  /** `restored_at` of what ended well. */
  readonly restoredAt?: string;
  /** `restored_at` of the same target that was there when a replacement began by making it anew. */
  readonly over?: string;
}

/** Stands for what a state says of a restore. */
export function digestOf(state: TfObject | null): string {
  const { backup_id = null, target = null, unfinished = null, restored_at = null } = state ?? {};
  const sorted = Object.entries(target ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const said = JSON.stringify([state !== null, backup_id, sorted, unfinished, restored_at]);
  return createHash("sha256").update(said).digest("hex");
}

/** Reads and writes the journals of a folder. */
export class Journal {
  readonly #file: string;

  constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {
    this.#file = join(folder, `${name}.journal.json`);
  }

  /** The entry; undefined if there is none, or none that can be read. */
  read(): Entry | undefined {
    try {
      return JSON.parse(readFileSync(this.#file, "utf8")) as Entry;
    } catch {
      return undefined;
    }
  }

  write(entry: Entry): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const draft = join(this.folder, `${this.name}.journal.${process.pid}`);
    writeFileSync(draft, JSON.stringify(entry), { mode: 0o600, flush: true });
    renameSync(draft, this.#file);
  }
}

/**
 * A state by what the journal knows: a change that began with it, or an attempt to restore over it, of which it says
 * nothing because Terraform was killed.
 */
export function reconciled(state: TfObject, entry: Entry | undefined): TfObject {
  if (!entry) return state;
  const { phase } = entry;
  const isOfThisState = entry.from.includes(digestOf(state));
  if (!isOfThisState && !(phase !== "restored" && isOver(entry, state))) return state;
  // A replacement's other half is known by its time.
  return { ...state, ...outcomeOf(entry), ...(!isOfThisState && { restored_at: state.restored_at ?? null }) };
}

/** What is true after it, as far as it came. */
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

/** The most states that an entry keeps. */
const MOST_STATES = 50;

/** What a change that begins now began with. */
export function beginningOf(prior: TfObject | null, before: Entry | undefined): readonly string[] {
  const own = digestOf(prior);
  const isContinued = prior !== null && before !== undefined && own === digestOf(outcomeOf(before));
  return [...(isContinued ? before.from : []), own].slice(-MOST_STATES);
}

/** Whether what a state tells of was restored once more, or was to be, by a replacement. */
export function isOver({ over, target }: Entry, state: TfObject): boolean {
  const before = storedTarget(state);
  return over !== undefined && over === state.restored_at && before !== undefined && isSame(before, target);
}
