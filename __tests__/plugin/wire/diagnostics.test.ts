import { encodeDiagnostic } from "../../../src/plugin/wire/diagnostics";

const wrong = { severity: "error", summary: "Wrong", detail: "Fix it." } as const;

describe("encodeDiagnostic", () => {
  it("leaves the path out if no argument is wrong", () => {
    expect(encodeDiagnostic(wrong)).toEqual({ severity: 1, summary: "Wrong", detail: "Fix it." });
    expect(encodeDiagnostic({ ...wrong, severity: "warning" }).severity).toBe(2);
  });

  it("points at the argument, and names the place inside it in the detail", () => {
    const attribute = ["filter", "names", 1, "a b"];
    expect(encodeDiagnostic({ ...wrong, attribute })).toEqual({
      severity: 1,
      summary: "Wrong",
      detail: 'Fix it.\n\nThe value at fault is filter.names[1]["a b"].',
      attribute: { steps: [{ attributeName: "filter" }] },
    });
    expect(encodeDiagnostic({ ...wrong, attribute: ["region"] }).detail).toBe("Fix it.");
  });
});
