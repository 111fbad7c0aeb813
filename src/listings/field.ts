/** One field of a vendor's row. Parsing, backups and documentation are generated from tables of fields. Pure. */
import type { Backup, BackupMethod, BackupOrigin, BackupStatus, BackupType } from "../core/backup";
import type { InstanceKind, InstanceRole, InstanceState, ToldInstance } from "../core/instance";
import type { TimeNotation } from "../core/time";

/**
 * How a vendor writes a field.
 *
 * - `id`: text, or an integer of any size; `bytes`: a whole number, also as text, or nothing.
 * - `code`: an integer, also as text; `text`: text, or a number taken as text.
 * - `calendar`, `epoch`: a time, or a notation of "no time": see `readTime`.
 * - `any`: any value.
 */
export type Notation = "id" | "text" | "code" | "bytes" | TimeNotation | "any";

/** A vendor's words and what each means, in the vendor's spelling; letter case does not count. `*` is any other word. */
export type Words<Meaning extends string> = Readonly<Record<string, Meaning>>;

/** One field of a row. */
export interface Field<Becomes extends string> {
  readonly notation: Notation;
  /** Whether an answer without it is an error. */
  readonly required?: boolean;
  /**
   * The normalised field that it becomes. If several fields become the same one, the first that is not empty wins,
   * and the others stay in `vendor`. `owner` must be the requested instance; `known` is not kept.
   */
  readonly becomes?: Becomes | "owner" | "known";
  /**
   * Whether `vendor` keeps the value if no other field has it: texts, numbers, and lists of them. For objects, the
   * names of the kept fields. @default nothing of it is kept
   */
  readonly keeps?: true | readonly string[];
  /** For a status, type, method, trigger, state, role or kind. The vendor's own word is kept as well. */
  readonly words?: Words<string>;
  /**
   * For `startedAt`: whether the vendor documents it as the time of the data. The interval is then this time; otherwise
   * it lasts until the task's end. @default false
   */
  readonly isInstant?: boolean;
  /** Bytes per unit of a size. @default 1 */
  readonly unit?: number;
  /** Its other effects, for the documentation. */
  readonly note?: string;
}

/** Informative fields, which decide nothing. */
const DECORATIONS: ReadonlySet<string> = new Set<keyof Backup>([
  "sizeBytes",
  "expiresAt",
  "name",
  "downloadUrl",
  "internalDownloadUrl",
]);

/** Whether a field is only informative: if its value cannot be read, the value is unknown, and the lookup goes on. */
export function isDecoration(becomes: string | undefined): boolean {
  return becomes !== undefined && DECORATIONS.has(becomes);
}

/** The fields of a row, by the vendor's names. Other fields are dropped. */
export type FieldTable<Becomes extends string> = Readonly<Record<string, Field<Becomes>>>;

/** A field of a backup's row. */
export type BackupField = Field<keyof Backup>;

/** A field with words of the vendor, which are kept. */
function worded<Becomes extends string>(becomes: Becomes, words: Words<string>, notation: Notation = "text") {
  return { notation, becomes, words, keeps: true } as const;
}

/** The fields of backups. Only the status is required: a running backup may lack any other. */
export const backup = {
  id: { notation: "id", becomes: "id" },
  startedAt: { notation: "calendar", becomes: "startedAt", keeps: true },
  /** The time of the data, if the vendor gives it besides the task's times. */
  instant: { notation: "calendar", becomes: "startedAt", keeps: true, isInstant: true },
  /** The same in seconds since 1970. */
  instantEpoch: { notation: "epoch", becomes: "startedAt", keeps: true, isInstant: true },
  finishedAt: { notation: "calendar", becomes: "finishedAt" },
  expiresAt: { notation: "calendar", becomes: "expiresAt" },
  name: { notation: "text", becomes: "name", keeps: true },
  sizeBytes: { notation: "bytes", becomes: "sizeBytes" },
  downloadUrl: { notation: "text", becomes: "downloadUrl" },
  internalDownloadUrl: { notation: "text", becomes: "internalDownloadUrl" },
  /** Names the instance: a row of another one is an error. */
  owner: { notation: "text", becomes: "owner" },
  /** Has the same value as the request, such as the region. */
  known: { notation: "any", becomes: "known" },
  /** Contains a secret that a restore does not need: a download address, a key. */
  secret: (what: string) => ({ notation: "any", becomes: "known", note: `Left out: it holds ${what}.` }),
  /** Kept under the vendor's name. */
  vendor: { notation: "any", keeps: true },
  /** Objects of which these fields are kept under the vendor's name. */
  vendorObjects: (keeps: readonly string[]) => ({ notation: "any", keeps }),

  /** A size in units of more than a byte. */
  sizeIn: (unit: number) => ({ notation: "bytes", becomes: "sizeBytes", unit }),
  status: (words: Words<BackupStatus>, notation: Notation = "text") => ({
    ...worded("status", words, notation),
    required: true,
  }),
  type: (words: Words<BackupType>) => worded("type", words),
  method: (words: Words<BackupMethod>) => worded("method", words),
  trigger: (words: Words<BackupOrigin>, notation: Notation = "text") => worded("trigger", words, notation),
  /** Used by the operation's `refine`, and kept. */
  noted: (note: string, notation: Notation = "any", keeps: true | readonly string[] = true) => ({
    notation,
    note,
    keeps,
  }),
} satisfies Record<string, BackupField | ((...given: never[]) => BackupField)>;

/** A field of an instance's row. */
export type InstanceField = Field<keyof ToldInstance>;

/** The fields of instances. */
export const instance = {
  id: { notation: "id", required: true, becomes: "id" },
  name: { notation: "text", becomes: "name" },
  engine: { notation: "text", becomes: "engine" },
  state: (words: Words<InstanceState>) => ({ notation: "text", becomes: "state", words }),
  role: (words: Words<InstanceRole>) => ({ notation: "text", becomes: "role", words }),
  kind: (words: Words<InstanceKind>) => ({ notation: "text", becomes: "kind", words }),
  /** Used by the operation's `refine`. */
  noted: (note: string) => ({ notation: "any", note }),
} satisfies Record<string, InstanceField | ((...given: never[]) => InstanceField)>;
