import fc from "fast-check";
import { logLine, logThreshold } from "../../../src/plugin/wire/log";
import { redact, registerSecret } from "../../../src/plugin/wire/redact";

const NOW = new Date("2026-01-02T03:04:05.678Z");

describe("logLine", () => {
  it("is one line of hclog's JSON with six fraction digits", () => {
    const line = logLine("warn", "two\nlines", { count: 3 }, NOW);
    expect(line).not.toContain("\n");
    expect(JSON.parse(line)).toEqual({
      "@level": "warn",
      "@message": "two\nlines",
      "@module": "provider",
      "@timestamp": "2026-01-02T03:04:05.678000Z",
      count: "3",
    });
  });

  it("never holds a registered secret, in the message, in a field or in a URL", () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/="\\ %-]{8,40}$/);
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
        registerSecret(key);
        const url = `https://host.example/?token=${encodeURIComponent(key)}`;
        const parsed = JSON.parse(logLine("info", before + key + after, { url, key: after + key }, NOW));
        for (const value of Object.values(parsed)) {
          expect(value).not.toContain(key);
          expect(value).not.toContain(encodeURIComponent(key));
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("redact", () => {
  it("hides the whole longer one of two secrets that begin alike", () => {
    registerSecret("alike");
    registerSecret("alike-but-longer");
    expect(redact("<alike-but-longer>")).toBe("<***>");
  });

  it("leaves ordinary words alone when an empty or very short text is registered", () => {
    registerSecret("");
    registerSecret("the");
    expect(redact("the word")).toBe("the word");
  });
});

describe("logThreshold", () => {
  it.each<[NodeJS.ProcessEnv, string]>([
    [{}, "off"],
    [{ TF_LOG: "INFO" }, "info"],
    [{ TF_LOG: "TRACE", TF_LOG_PROVIDER: "error" }, "error"],
    [{ TF_LOG: "JSON" }, "trace"],
    [{ TF_LOG_PROVIDER: "off" }, "off"],
  ])("follows %j", (env, level) => {
    expect(["trace", "debug", "info", "warn", "error", "off"][logThreshold(env)]).toBe(level);
  });
});
