"use strict";
var __importDefault =
  (this && this.__importDefault) || ((mod) => (mod && mod.__esModule ? mod : { default: mod }));
Object.defineProperty(exports, "__esModule", { value: true });
const fast_check_1 = __importDefault(require("fast-check"));
const log_1 = require("../../src/plugin/log");
const redact_1 = require("../../src/plugin/redact");
const NOW = new Date("2026-01-02T03:04:05.678Z");
describe("logLine", () => {
  it("is one line of hclog's JSON with six fraction digits", () => {
    const line = (0, log_1.logLine)("warn", "two\nlines", { count: 3 }, NOW);
    expect(line).not.toContain("\n");
    expect(JSON.parse(line)).toEqual({
      "@level": "warn",
      "@message": "two\nlines",
      "@module": "backups",
      "@timestamp": "2026-01-02T03:04:05.678000Z",
      count: "3",
    });
  });
  it("never holds a registered secret, in the message, in a field or in a URL", () => {
    const secret = fast_check_1.default.stringMatching(/^[A-Za-z0-9+/="\\ %-]{8,40}$/);
    fast_check_1.default.assert(
      fast_check_1.default.property(
        secret,
        fast_check_1.default.string(),
        fast_check_1.default.string(),
        (key, before, after) => {
          (0, redact_1.registerSecret)(key);
          const url = `https://host.example/?token=${encodeURIComponent(key)}`;
          const parsed = JSON.parse(
            (0, log_1.logLine)("info", before + key + after, { url, key: after + key }, NOW),
          );
          for (const value of Object.values(parsed)) {
            expect(value).not.toContain(key);
            expect(value).not.toContain(encodeURIComponent(key));
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
describe("redact", () => {
  it("hides the longer of two secrets that begin alike whole", () => {
    (0, redact_1.registerSecret)("alike");
    (0, redact_1.registerSecret)("alike-but-longer");
    expect((0, redact_1.redact)("<alike-but-longer>")).toBe("<***>");
  });
  it("leaves ordinary words alone when an empty or very short text is registered", () => {
    (0, redact_1.registerSecret)("");
    (0, redact_1.registerSecret)("the");
    expect((0, redact_1.redact)("the word")).toBe("the word");
  });
});
describe("logThreshold", () => {
  it.each([
    [{}, "off"],
    [{ TF_LOG: "INFO" }, "info"],
    [{ TF_LOG: "TRACE", TF_LOG_PROVIDER: "error" }, "error"],
    [{ TF_LOG: "JSON" }, "trace"],
    [{ TF_LOG_PROVIDER: "off" }, "off"],
  ])("follows %j", (env, level) => {
    expect(["trace", "debug", "info", "warn", "error", "off"][(0, log_1.logThreshold)(env)]).toBe(level);
  });
});
