/**
 * Reads hostile texts with whatever reads a text that a vendor or a user wrote. A program of its own: a reader that
 * takes the square of a text's length can only be stopped with its process.
 */
import { writeSync } from "node:fs";
import { describeError } from "../../src/cli/describe-error";
import { iniProfile } from "../../src/clouds/ini";
import { parseDuration } from "../../src/core/duration";
import { BackupsError, quotable } from "../../src/core/errors";
import { escaped, isId } from "../../src/core/id";
import { parseJson } from "../../src/core/json";
import { offsetMinutes, parseTime, readTime } from "../../src/core/time";
import { mergeLockFile } from "../../src/delivery/lock-file";
import { findEndpoint } from "../../src/listings/endpoint";
import type { BackupOperation, Sweep } from "../../src/listings/listing";
import { redact, registerSecret } from "../../src/plugin/wire/redact";
import { backupOf } from "../../src/reading/backup-row";
import { retryAfterMs } from "../../src/transport/retry";
import { tencentcloudRedis } from "../../src/vendors/tencentcloud/redis";

const LENGTH = 256 * 1024;

/** The last line of the program. */
export const ALL_READ = "all texts were read";

/** What makes an expression try over and over: repeated, with a beginning and an end that do not fit. */
const texts = [
  ["", "a.", ""],
  ["", "a", "://"],
  ["=", "://?", ""],
  ["=", "a://", ""],
  ["a://?", "?", ""],
  ["a://", "?a=", " "],
  ["=", "?sig", ""],
  ["?", "sign", ""],
  ["=", " ", "://"],
  ["=", "?a&", ""],
  ["", "aB", "1"],
  ["", "aBc", "_"],
  ["", "1", "x"],
  ["", "1s", "!"],
  ["2026-11-20 02:00:00.", "1", "x"],
  ["", " ", "x"],
  ["", "\n", "x"],
  ["", "\u0000\u0085", "x"],
  ["", '"', ""],
  ['"', '\\"', ""],
  ["[", "[ ", ""],
  ['["', "\\\\", '"]'],
  ['["1", ', " ", "1234567890123456]"],
  ["[", '"a" ,', "12345678901234567]"],
  ["", "1", ""],
  ["", "/*", ""],
  ['provider "x" {', "\n", "}"],
  ["[", "a.", "]"],
  ["", "a = b\n", ""],
  ["", ";", "="],
] as const;

function hostile([beginning, middle, end]: (typeof texts)[number]): string {
  return beginning + middle.repeat(LENGTH / middle.length) + end;
}

const query = {
  instanceId: "crs-1",
  region: "r",
  timeZone: "+08:00",
  arguments: {},
  now: new Date("2026-11-20T02:00:00Z"),
};

/** What is kept of a row with this text in it. */
export function vendorOf(text: string): Readonly<Record<string, string>> {
  const [operation] = tencentcloudRedis.operations;
  const row = { BackupId: "1", Remark: text, InstanceName: text, FileType: [text] };
  return backupOf(operation as BackupOperation, row, query, {} as Sweep).vendor;
}

/** Whatever reads a text that a vendor or a user wrote, and one that it takes. It may refuse the hostile ones. */
const readers: readonly (readonly [what: string, good: string, read: (text: string) => unknown])[] = [
  ["a message's quotation", "see https://example.com/?a=b", (text) => quotable(text, 400)],
  ["a row's remark", "before the migration", vendorOf],
  ["an answer", "{}", parseJson],
  ["a text in an answer", "a", (text) => parseJson(`[${JSON.stringify(text)}, 12345678901234567890]`)],
  ["a time", "2026-11-20T02:00:00Z", (text) => parseTime(text, "Z")],
  ["seconds since 1970", "1795745000", (text) => readTime(text, "epoch", "Z")],
  ["an ID", "cb-1", (text) => [isId(text), escaped(text)]],
  ["an offset", "+08:00", offsetMinutes],
  ["a duration", "1d", parseDuration],
  ["a Retry-After", "1", (text) => retryAfterMs({ "retry-after": text, date: text }, query.now)],
  [
    "an endpoint",
    "https://example.com",
    (text) => findEndpoint(tencentcloudRedis, "ap-guangzhou", text, {}, {}),
  ],
  ["a file of keys", "", (text) => iniProfile(`[default]\n${text}\nsecret_key = ${text}`, "default")],
  ["a lock file", "# Nothing", mergeLockFile],
  ["a message in the command's words", "maxAge", (text) => describeError(new BackupsError("denied", text))],
  ["a log without secrets", "a", redact],
];

/** Reads every text with every reader, and says with which before it begins. */
function readAll(): void {
  registerSecret("://?://?");
  for (const [what, good, read] of readers) {
    read(good);
    for (const parts of texts) {
      writeSync(1, `${what}: ${JSON.stringify(parts)}\n`);
      try {
        read(hostile(parts));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
      }
    }
  }
  writeSync(1, `${ALL_READ}\n`);
}

if (process.argv[1] === __filename) readAll();
