import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { latestOf, offsetMinutes, parseTime, readTime, toRfc3339, toWallClock } from "../../src/core/time";

const read = (text: string, zone = "+08:00") => {
  const time = parseTime(text, zone);
  return time ? toRfc3339(time) : time;
};

describe("a time of a vendor", () => {
  it.each([
    ["2018-09-04 12:51:21", "+08:00", "2018-09-04T04:51:21Z"],
    ["2018-09-04 12:51:21", "Z", "2018-09-04T12:51:21Z"],
    ["2018-09-04 12:51:21", "UTC", "2018-09-04T12:51:21Z"],
    ["2018-09-04 12:51:21", "-03:30", "2018-09-04T16:21:21Z"],
    ["2018-09-04 00:30:00", "+0800", "2018-09-03T16:30:00Z"],
    ["2020-10-30T17:28:28Z", "+08:00", "2020-10-30T17:28:28Z"],
    ["2020-10-30t17:28:28z", "+08:00", "2020-10-30T17:28:28Z"],
    ["2020-10-30T17:28:28+09:00", "+08:00", "2020-10-30T08:28:28Z"],
    ["2020-10-30T17:28:28-0130", "+08:00", "2020-10-30T18:58:28Z"],
    ["2020-10-30T17:28Z", "+08:00", "2020-10-30T17:28:00Z"],
    ["2020-10-30T17:28:28.987654Z", "+08:00", "2020-10-30T17:28:28Z"],
    [" 2020-02-29 00:00:00 ", "Z", "2020-02-29T00:00:00Z"],
  ])("%s in a zone of %s is %s", (text, zone, expected) => {
    expect(read(text, zone)).toBe(expected);
  });

  it.each(["", "  ", "0000-00-00 00:00:00", "0000-00-00T00:00:00Z"])("%j means no time", (text) => {
    expect(read(text)).toBeNull();
  });

  it.each([
    "2021-02-29 00:00:00",
    "2021-13-01 00:00:00",
    "2021-00-10 00:00:00",
    "2021-04-31 00:00:00",
    "2021-01-01 24:00:00",
    "2021-01-01 23:60:00",
    "2021-01-01 23:59:60",
    "2021-01-01",
    "2021-01-01T00:00:00+15:00",
    "2021-01-01T00:00:00+08:60",
    "1600000000",
    "yesterday",
    "2021-01-01 00:00:00; drop",
  ])("%j is refused rather than bent into another one", (text) => {
    expect(read(text)).toBeUndefined();
  });

  it("is an error with an invalid zone", () => {
    expect(read("2018-09-04 12:51:21", "Asia/Shanghai")).toBeUndefined();
  });

  it.each([
    ["UTC", 0],
    ["America/New_York", 300],
    ["Asia/Shanghai", -480],
    ["Australia/Lord_Howe", -600],
  ])("means the same on a machine in %s", (zone, offset) => {
    // 02:30 did not exist that night in New York: local calendar arithmetic would move it.
    const script = `
        const { transformFileSync } = require("@swc/core");
        const { code } = transformFileSync(process.argv[1], { module: { type: "commonjs" }, jsc: { target: "es2022", parser: { syntax: "typescript" } } });
        const module_ = { exports: {} };
        new Function("exports", "module", "require", code)(module_.exports, module_, require);
        const { parseTime, toRfc3339, toWallClock } = module_.exports;
        const times = ["2018-09-04 12:51:21", "2026-03-08 02:30:00"].map((text) => parseTime(text, "+08:00"));
        console.log([new Date(0).getTimezoneOffset(), ...times.map(toRfc3339), toWallClock(times[0], "+08:00")].join());
      `;
    const told = execFileSync(
      process.execPath,
      ["-e", script, join(__dirname, "../..", "src/core/time.ts")],
      {
        env: { ...process.env, TZ: zone },
        encoding: "utf8",
      },
    );
    expect(told.trim().split(",")).toEqual([
      String(offset),
      "2018-09-04T04:51:21Z",
      "2026-03-07T18:30:00Z",
      "2018-09-04 12:51:21",
    ]);
  });
});

describe("a time for a vendor", () => {
  const time = new Date("2018-09-04T23:51:21.900Z");

  it("is written in the vendor's zone", () => {
    expect(toWallClock(time, "+08:00")).toBe("2018-09-05 07:51:21");
    expect(toWallClock(time, "-01:30")).toBe("2018-09-04 22:21:21");
    expect(toWallClock(time, "Z")).toBe("2018-09-04 23:51:21");
  });

  it.each([
    ["2018-09-04 12:51:21", "2018-09-04T12:51:21Z"],
    ["2018-09-04 12:51:21.5", "2018-09-04T12:51:22Z"],
    ["2018-09-04 12:51", "2018-09-04T12:52:21Z"],
    ["   2018-09-04 12:51", "2018-09-04T12:52:21Z"],
  ])("may be later than it was read by what %j leaves open", (text, latest) => {
    expect(latestOf("2018-09-04T12:51:21Z", text)).toBe(latest);
  });

  it("is read back as the same instant", () => {
    for (const zone of ["+08:00", "Z", "-03:30", "+14:00"]) {
      expect(read(toWallClock(time, zone), zone)).toBe("2018-09-04T23:51:21Z");
    }
  });
});

describe("an offset", () => {
  it.each([
    ["Z", 0],
    ["utc", 0],
    ["+08:00", 480],
    ["+0530", 330],
    ["-03:30", -210],
    ["+14:00", 840],
  ])("%s is %d minutes", (offset, minutes) => {
    expect(offsetMinutes(offset)).toBe(minutes);
  });

  it.each(["+8", "08:00", "+15:00", "+08:60", "Asia/Shanghai", ""])("%j is not an offset", (offset) => {
    expect(offsetMinutes(offset)).toBeUndefined();
  });
});

describe("a vendor's time", () => {
  it.each([
    undefined,
    null,
    "",
    " ",
    0,
    "0",
    "0000-00-00 00:00:00",
    "0000-00-00",
    "0002-11-30 00:00:00",
    "-0001-11-30 00:00:00",
    "0001-01-01 00:00:00",
    "0001-01-01T00:00:00Z",
    "0001-01-04 08:05:43",
    "0000-12-31T16:00:00Z",
    "1970-01-01 08:00:00",
    "1970-01-01 08:00:01",
    "1970-01-01T00:00:00Z",
    "1970-01-01T00:00:00+08:00",
    "1969-12-31 19:00:00",
    "1970-01-01",
    "1900-01-01 00:00:00",
  ])("is none as %j, in any zone", (value) => {
    for (const zone of ["Z", "+08:00", "-12:00", "+14:00"]) {
      // A date by itself is no time, and none of those that say that there is none.
      expect(readTime(value, "calendar", zone)).toBe(value === "1970-01-01" ? undefined : null);
    }
  });

  it.each([0, "0", "", null, 1, "1", 28_800])("in seconds since 1970 means no time for %j", (value) => {
    expect(readTime(value, "epoch", "Z")).toBeNull();
  });

  it.each([1_795_745_000, "1795745000", " 1795745000 "])("in seconds since 1970 is read: %j", (value) => {
    expect(readTime(value, "epoch", "+08:00")).toEqual(new Date("2026-11-27T02:03:20Z"));
  });

  it.each([-1, 0.5, 253_402_300_800, 1_795_745_000_000, "1795745000000", "1e9", "x", true, {}, 2n ** 70n])(
    "in seconds since 1970 cannot be %p",
    (value) => {
      expect(readTime(value, "epoch", "Z")).toBeUndefined();
    },
  );

  it.each(["9999-12-31 23:59:59", 1_795_745_000_000, -1, "lorem", "2021-02-30 00:00:00", true, {}])(
    "on a calendar cannot be %p",
    (value) => {
      expect(readTime(value, "calendar", "-01:00")).toBeUndefined();
    },
  );
});
