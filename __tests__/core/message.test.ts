import { asOne, BackupsError, usageError } from "../../src/core/errors";
import { arg, inSentences, joined, message, render, rendered, setTo, spelt } from "../../src/core/message";
import { toldBy, warning } from "../../src/core/warning";

const shout = spelt((name) => name.toUpperCase());

describe("a message", () => {
  const inner = message`older than ${arg("maxAge")} ${7}`;
  const text = message`${inner}; a vendor's maxAge: ${"set maxAge to true"}, or ${setTo("required", false)}`;

  it("writes arguments as the front end does, and keeps all other text", () => {
    expect(render(text)).toBe(
      "older than maxAge 7; a vendor's maxAge: set maxAge to true, or set required to false",
    );
    expect(render(text, shout)).toBe(
      "older than MAXAGE 7; a vendor's maxAge: set maxAge to true, or set REQUIRED to false",
    );
  });

  it("is joined with others, those without text left out", () => {
    expect(joined([undefined, ""], " ")).toBeUndefined();
    expect(render(joined(["a", "", inner, undefined], "; ") ?? "", shout)).toBe("a; older than MAXAGE 7");
  });

  it.each([
    ["it failed", "it failed. Look."],
    ["it failed.", "it failed. Look."],
    ["坏了。", "坏了。 Look."],
  ])("ends with one full stop before its hint: %s", (said, sentences) => {
    expect(inSentences({ message: said, hint: "Look." })).toBe(sentences);
  });
});

describe("a warning", () => {
  it("has TypeScript's names for a program, and keeps its parts for a front end", () => {
    const given = warning("old", { message: message`older than ${arg("warnAge")}`, hint: "Look." });
    expect(JSON.parse(JSON.stringify(given))).toEqual({
      code: "old",
      message: "older than warnAge",
      hint: "Look.",
    });
    expect(rendered(toldBy(given), shout).message).toBe("older than WARNAGE");
    expect(rendered(toldBy({ code: "old", message: "of a test" }), shout)).toEqual({ message: "of a test" });
  });
});

describe("an error", () => {
  it("keeps its parts when outer layers add what they know", () => {
    const inner = new BackupsError("too-old", message`over ${arg("maxAge")}`, {
      hint: message`Raise ${arg("maxAge")}.`,
    });
    const outer = inner.with({ where: "there", vendorCode: "C" });
    expect([outer.message, outer.hint]).toEqual(["there: over maxAge", "Raise maxAge."]);
    expect(rendered(outer.told(), shout)).toEqual({
      message: "there: over MAXAGE (vendor code C)",
      hint: "Raise MAXAGE.",
    });
    expect(rendered(outer.told("where"), shout).message).toBe("over MAXAGE (vendor code C)");
    expect(Object.keys(outer)).not.toContain("parts");
  });

  it("shows the same name of an environment variable in every front end", () => {
    for (const name of ["BACKUPS_ENDPOINT_URL", "https_proxy"])
      expect(rendered(usageError(name, "got x").told(), shout).message).toBe(`${name}: got x`);
  });

  it("of several mistakes shows each with its hint, and is one error", () => {
    const mistakes = [usageError("warnAge", "got 1", "Write 1h."), usageError("history", "got 0")];
    expect(asOne([])).toBeUndefined();
    expect(asOne(mistakes.slice(1))).toBe(mistakes[1]);
    const all = asOne(mistakes)?.with({ listing: "jdcloud-redis" });
    expect(all).toMatchObject({ code: "usage", argument: "warnAge" });
    expect(all?.describe()).toBe("warnAge: got 1. Write 1h.\nhistory: got 0.");
    expect(all?.each.map(({ argument, listing }) => [argument, listing])).toEqual([
      ["warnAge", "jdcloud-redis"],
      ["history", "jdcloud-redis"],
    ]);
  });
});
