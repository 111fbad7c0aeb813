/**
 * The largest answer that is read, once it is unpacked. The largest that a vendor may send are some megabytes: a page of
 * 500 instances, or of 30 backups with 256 shards each.
 */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** The most values in an answer: such a page has about 110,000. */
export const MAX_ANSWER_VALUES = 200_000;
