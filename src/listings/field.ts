/** What one field of a vendor's row is and becomes. Parsing, backups and documentation follow from tables of these. Pure. */
import type { Backup, BackupMethod, BackupStatus, BackupTrigger, BackupType } from "../backup";
import type { DatabaseInstance, InstanceState } from "../instance";

/**
 * How a vendor writes a field.
 *
 * - `id`: text, or an integer of any size; `bytes`: a whole number, also as text, or nothing.
 * - `code`: an integer, also as text; `text`: text, or a number taken as text.
 * - `epoch`: seconds since 1970, also as text; 0 is no time.
 * - `any`: whatever it is.
 */
export type Notation = "id" | "text" | "code" | "bytes" | "epoch" | "any";

/** A vendor's words and what each means, in the vendor's spelling; letter case does not count. `*` is any other word. */
export type Words<Meaning extends string> = Readonly<Record<string, Meaning>>;

/** One field of a row. */
export interface Field<Becomes extends string> {
  readonly notation: Notation;
  /** Whether an answer without it is refused. */
  readonly required?: boolean;
  /**
   * The normalised field that it becomes. Where several fields become the same one, the first that is not empty does,
   * and the others stay with the vendor's own. `owner` must be the instance asked for; `known` stands elsewhere anyway.
   */
  readonly becomes?: Becomes | "owner" | "known";
  /** For a status, type, method, trigger or state. The vendor's own word is kept as well. */
  readonly words?: Words<string>;
  /** Bytes that a size counts in. @default 1 */
  readonly unit?: number;
  /** What else it decides, for the documentation. */
  readonly note?: string;
}

/** The fields of a row, by the vendor's names. Those that become nothing are named for the documentation. */
export type FieldTable<Becomes extends string> = Readonly<Record<string, Field<Becomes>>>;

/** A field of a backup's row. */
export type BackupField = Field<keyof Backup>;

/** The fields of backups. Those that are `required` anywhere are so here; see {@link optional}. */
export const backup = {
  id: { notation: "id", required: true, becomes: "id" },
  startedAt: { notation: "text", required: true, becomes: "startedAt" },
  /** The instant of the data in seconds since 1970. */
  startedAtEpoch: { notation: "epoch", becomes: "startedAt" },
  finishedAt: { notation: "text", becomes: "finishedAt" },
  expiresAt: { notation: "text", becomes: "expiresAt" },
  name: { notation: "text", becomes: "name" },
  sizeBytes: { notation: "bytes", becomes: "sizeBytes" },
  downloadUrl: { notation: "text", becomes: "downloadUrl" },
  internalDownloadUrl: { notation: "text", becomes: "internalDownloadUrl" },
  /** Names the instance: a row of another one is refused. */
  owner: { notation: "text", becomes: "owner" },
  /** Says what the question said, such as the region. */
  known: { notation: "any", becomes: "known" },
  /** Holds download addresses under names of the vendor's: secrets, and of no use to a restore. */
  addresses: { notation: "any", becomes: "known", note: "Left out: it holds download addresses." },
  /** Kept as it is under the vendor's name. */
  vendor: { notation: "any" },

  /** A size in units of more than a byte. */
  sizeIn: (unit: number) => ({ notation: "bytes", becomes: "sizeBytes", unit }),
  status: (words: Words<BackupStatus>, notation: Notation = "text") => ({
    notation,
    required: true,
    becomes: "status",
    words,
  }),
  type: (words: Words<BackupType>, notation: Notation = "text") => ({ notation, becomes: "type", words }),
  method: (words: Words<BackupMethod>, notation: Notation = "text") => ({
    notation,
    becomes: "method",
    words,
  }),
  trigger: (words: Words<BackupTrigger>, notation: Notation = "text") => ({
    notation,
    becomes: "trigger",
    words,
  }),
  /** Decides something that a table cannot say: see the operation's `refine`. */
  noted: (note: string, notation: Notation = "any") => ({ notation, note }),
} satisfies Record<string, BackupField | ((...given: never[]) => BackupField)>;

/** A field of an instance's row. */
export type InstanceField = Field<keyof DatabaseInstance>;

/** The fields of instances. */
export const instance = {
  id: { notation: "id", required: true, becomes: "id" },
  name: { notation: "text", becomes: "name" },
  state: (words: Words<InstanceState>) => ({ notation: "text", becomes: "state", words }),
} satisfies Record<string, InstanceField | ((...given: never[]) => InstanceField)>;

/** A field that a row may lack. */
export function optional<Becomes extends string>(field: Field<Becomes>): Field<Becomes> {
  return { ...field, required: false };
}
