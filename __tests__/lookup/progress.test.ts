import { formatProgress, ProgressLine } from "../../src/lookup/progress";

describe("progress in words", () => {
  it.each<[number, number, string, number, string]>([
    [142, 1000, "lookups", 14_200, "142 of 1,000 lookups, 10 a second, about 85 s left"],
    [52, 100, "pages", 5200, "52 of 100 pages, 10 a second, about 5 s left"],
    [3, 300, "lookups", 6000, "3 of 300 lookups, 0.5 a second, about 10 min left"],
    [0, 100, "pages", 3000, "0 of 100 pages"],
    [100, 100, "pages", 9000, "100 of 100 pages"],
  ])("is, of %d of %d %s in %d ms, %s", (done, total, things, ms, line) => {
    expect(formatProgress(done, total, things, ms)).toBe(line);
  });
});

describe("a line of progress", () => {
  function watched(isTerminal: boolean) {
    let [now, text] = [0, ""];
    const err = (more: string) => {
      text += more;
    };
    const line = new ProgressLine("pages", { err, isTerminal }, () => now);
    const at = (ms: number, done: number) => {
      now = ms;
      line.show(done, 100);
    };
    return { line, at, text: () => text };
  }

  it("is shown after two seconds, replaced, and erased at the end", () => {
    const { line, at, text } = watched(true);
    at(1900, 19);
    expect(text()).toBe("");
    at(2000, 20);
    at(2050, 21);
    at(2200, 22);
    expect(text().split("\r\u001b[K")).toEqual([
      "",
      "20 of 100 pages, 10 a second, about 8 s left",
      "22 of 100 pages, 10 a second, about 8 s left",
    ]);
    line.end();
    expect(text().endsWith("left\r\u001b[K")).toBe(true);
  });

  it("shows its note", () => {
    let text = "";
    let now = 0;
    const err = (more: string) => {
      text += more;
    };
    const target = { err, isTerminal: true };
    const line = new ProgressLine("databases", target, () => now);
    now = 4000;
    line.show(40, 300, ", 3 failed, 260 waiting");
    expect(text).toContain("40 of 300 databases, 3 failed, 260 waiting, 10 a second, about 25 s left");
  });

  it("is not shown if it took less, or without a terminal", () => {
    const short = watched(true);
    short.at(1000, 99);
    short.line.end();
    const log = watched(false);
    log.at(9000, 50);
    log.line.end();
    expect([short.text(), log.text()]).toEqual(["", ""]);
  });
});
