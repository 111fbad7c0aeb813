/** The rule for IDs of backups and instances, in arguments and in rows. Pure. */

/** The longest ID that is known of has 36 characters. */
const MAX_LENGTH = 256;

/** A character that nobody sees, or that changes the order in which others are shown. */
const UNSEEN = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800\uFFFD]/gu;

/** An ID with a character that is not seen is not the one that a person reads. The tool that restores takes a dash in front for a flag. */
const ID = new RegExp(
  `^(?!-)[^\\p{C}\\p{Z}\\p{Default_Ignorable_Code_Point}\\u2800\\uFFFD]{1,${MAX_LENGTH}}$`,
  "u",
);

/** Completes "expected …". */
export const anId = `an ID of at most ${MAX_LENGTH} visible characters, without blanks or a dash in front`;

/** Whether a text can be the ID of something. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** Whether a text can be the ID of a backup: that of a sharded one joins its shards' by commas. */
export function isBackupId(text: string): boolean {
  return text.split(",").every(isId);
}

/** A text with what nobody sees written out, such as `a\\u{200b}b`. */
export function escaped(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
