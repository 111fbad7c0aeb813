import { respell } from "../src/argument";
import { iniProfile } from "../src/clouds/credential-file";
import { parseDuration } from "../src/duration";
import { quotable } from "../src/errors";
import { parseJson } from "../src/json";
import { findEndpoint } from "../src/listings/endpoint";
import type { BackupOperation, Sweep } from "../src/listings/listing";
import { backupOf } from "../src/listings/row";
import { tencentcloudRedis } from "../src/listings/tencentcloud-redis";
import { mergeLockFile } from "../src/plugin/delivery/lock-file";
import { redact, registerSecret } from "../src/plugin/wire/redact";
import { offsetMinutes, parseTime } from "../src/time";
import { retryAfterMs } from "../src/transport/retry";
import { Random, roundsOf } from "./helpers/random";

const LENGTH = 1024 * 1024;

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
function vendorOf(text: string): Readonly<Record<string, string>> {
  const [operation] = tencentcloudRedis.operations;
  const row = { BackupId: "1", Note: text, Further: [{ deep: text }] };
  return backupOf(operation as BackupOperation, row, query, {} as Sweep).vendor;
}

/** Whatever reads a text that a vendor or a user wrote, and one that it takes. It may refuse the hostile ones. */
const readers: readonly (readonly [what: string, good: string, read: (text: string) => unknown])[] = [
  ["a message's quotation", "see https://example.com/?a=b", (text) => quotable(text, 400)],
  ["a row's remark", "before the migration", vendorOf],
  ["an answer", "{}", parseJson],
  ["a text in an answer", "a", (text) => parseJson(`[${JSON.stringify(text)}, 12345678901234567890]`)],
  ["a time", "2026-11-20T02:00:00Z", (text) => parseTime(text, "Z")],
  ["an offset", "+08:00", offsetMinutes],
  ["a duration", "1d", parseDuration],
  ["a Retry-After", "1", (text) => retryAfterMs({ "retry-after": text, date: text }, query.now)],
  [
    "an endpoint",
    "https://example.com",
    (text) => findEndpoint(tencentcloudRedis, "ap-guangzhou", text, {}, {}),
  ],
  ["a file of keys", "[default]", (text) => iniProfile(text, "default")],
  ["a lock file", "# Nothing", mergeLockFile],
  ["a message in Terraform's words", "maxAge", (text) => respell(text, () => undefined)],
  ["a log without secrets", "a", redact],
];

describe("a megabyte of hostile text", () => {
  beforeAll(() => registerSecret("://?://?"));

  it.each(readers)("is soon done with as %s", (_what, good, read) => {
    expect(() => read(good)).not.toThrow();
    for (const parts of texts) {
      try {
        read(hostile(parts));
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }
  });
});

describe("an address that may be signed", () => {
  const parts = [
    "https://",
    "://",
    "a",
    "A-",
    ".",
    "?",
    "=",
    "&",
    "x=",
    "Token=",
    "sign",
    " ",
    "\n",
    '"',
    "<",
    "/",
  ];
  /** What was to be found before, in as few signs as can be: of short texts the time is no matter. */
  const WITH_QUERY = /\b[\w+.-]+:\/\/[^\s"'<>]*\?[^\s"'<>]*/g;
  const SIGNED = /:\/\/\S*\?\S*=|[?&][\w.-]*(?:signature|sign|sig|token)=/i;

  it("is in no message and no field, wherever it stands in a text", () => {
    for (const round of roundsOf(5000)) {
      const random = new Random(round);
      const text = Array.from({ length: 8 }, () => random.pick(parts)).join("");
      expect([text, quotable(text, 400).match(WITH_QUERY)]).toEqual([text, null]);
      if (!text.includes("://")) expect(quotable(text, 400)).toBe(text.replace(/\n+/g, " "));
      expect([text, "Note" in vendorOf(text)]).toEqual([text, !SIGNED.test(text)]);
    }
  });

  it("is cut out of a message, and nothing else is", () => {
    expect(quotable('no (https://a.example/b?c=d) at "ftp://e.example/f", x?y', 400)).toBe(
      'no (*** at "ftp://e.example/f", x?y',
    );
    expect(quotable("see https://a.example/b?c", 400)).toBe("see ***");
  });
});
