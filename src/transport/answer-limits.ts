/** Largest answer, unpacked. Vendors send up to 6 MB: 500 instances, or 30 backups of 256 shards. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** Largest number of values in an answer. Such a page has about 110,000. */
export const MAX_ANSWER_VALUES = 200_000;
