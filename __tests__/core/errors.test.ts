import { inspect } from "node:util";
import { BackupsError, usageError } from "../../src/core/errors";

describe("an error", () => {
  it("gets its context from outer layers, which never replace details of inner ones", () => {
    const inner = new BackupsError("throttled", "slow down", { vendorCode: "Throttling", hint: "Wait." });
    const outer = inner.with({
      listing: "alicloud-redis",
      instanceId: "r-1",
      vendorCode: "other",
      hint: "no",
    });
    expect(outer).toBeInstanceOf(BackupsError);
    expect(outer.toJSON()).toMatchObject({
      code: "throttled",
      listing: "alicloud-redis",
      instanceId: "r-1",
      vendorCode: "Throttling",
      hint: "Wait.",
    });
    expect(outer.message).toBe("slow down");
    expect(inner.listing).toBeUndefined();
  });

  it("describes itself with the vendor's references and what to do", () => {
    const details = { vendorCode: "InternalError", requestId: "req-1", hint: "Try again later." };
    expect(new BackupsError("unavailable", "it failed", details).describe()).toBe(
      "it failed (vendor code InternalError, request ID req-1)\nTry again later.",
    );
    expect(new BackupsError("unavailable", "it failed", { requestId: "req-1" }).describe()).toBe(
      "it failed (request ID req-1)",
    );
    expect(new BackupsError("unavailable", "it failed").describe()).toBe("it failed");
  });

  it("is printed by Node.js as text and frames, once and without its fields", () => {
    const details = { vendorCode: "Busy", listing: "tencentcloud-redis", hint: "Wait." };
    const printed = inspect(new BackupsError("unavailable", "it failed\ntwice", details));
    const [first, second, third, frame] = printed.split("\n");
    expect([first, second, third]).toEqual(["BackupsError: it failed", "twice (vendor code Busy)", "Wait."]);
    expect(frame).toMatch(/^ {4}at /);
    expect(printed).not.toContain("tencentcloud-redis");
    expect(printed.split("it failed")).toHaveLength(2);
  });

  it("of usage names the argument in front and as a field", () => {
    const error = usageError("maxAge", "got 3", "Write 3h.");
    expect([error.code, error.argument, error.message, error.hint]).toEqual([
      "usage",
      "maxAge",
      "maxAge: got 3",
      "Write 3h.",
    ]);
  });
});
