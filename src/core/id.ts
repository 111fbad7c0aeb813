/** The rule for IDs of backups and instances, in arguments and in rows. Pure. */

/** The longest known ID has 36 characters. */
const MAX_LENGTH = 256;

/** An invisible character, or one that reorders others. */
const UNSEEN = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800\uFFFD]/gu;

/** People do not see an invisible character, and tools read a leading dash as a flag. */
const ID = new RegExp(
  `^(?!-)[^\\p{C}\\p{Z}\\p{Default_Ignorable_Code_Point}\\u2800\\uFFFD]{1,${MAX_LENGTH}}$`,
  "u",
);

/** Completes "expected …". */
export const anId = `an ID of at most ${MAX_LENGTH} visible characters, without blanks or a dash in front`;

/** Whether a text can be an ID. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** Whether a text can be a backup's ID; a sharded backup has its shards' IDs joined by commas. */
export function isBackupId(text: string): boolean {
  return text.split(",").every(isId);
}

/** A text with invisible characters escaped, such as `a\\u{200b}b`. */
export function escaped(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
