import { RedactedStream, registerSecret } from "../../../src/plugin/wire/redact";

const SECRETS = ["key-1234", "key-1234-and-more", "line one\nline two", "", "abc"];
const TEXT = "a key-1234 b key-1234-and-more c line one\nline two d key-123 abc";
const CLEAN = "a *** b *** c *** d key-123 abc";

describe("a text in pieces", () => {
  beforeAll(() => SECRETS.forEach(registerSecret));

  it.each([1, 2, 3, 7, 20, 1000])("is without secrets in pieces of %s characters", (length) => {
    const stream = new RedactedStream();
    let clean = "";
    for (let at = 0; at < TEXT.length; at += length) clean += stream.push(TEXT.slice(at, at + length));
    expect(clean + stream.end()).toBe(CLEAN);
  });
});
