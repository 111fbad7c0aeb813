import { formatDuration, parseDuration } from "../../src/core/duration";

describe("a duration", () => {
  it.each([
    ["45s", 45],
    ["90m", 5400],
    ["26h", 93_600],
    ["7d", 604_800],
    ["2w", 1_209_600],
    ["1d12h", 129_600],
    ["1w1d1h1m1s", 694_861],
  ])("%s is %d seconds", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(["", "0h", "0s0m", "26", "h", "1.5h", "-1h", "1 h", "1H", "1y", "26h ", "999999999999999999w"])(
    "%j is refused",
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it.each([
    [0, "0s"],
    [59.9, "59s"],
    [60, "1m"],
    [3661, "1h 1m"],
    [183_600, "2d 3h"],
    [86_401, "1d"],
    [302_400_360, "3500d"],
    [3_630, "1h"],
    [-5, "0s"],
  ])("of %d seconds reads %j", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
