import { LearnedRate } from "../../src/transport/learned-rate";

/** A limit of ten a second that was refused so often at once. */
function refused(times: number) {
  const rate = new LearnedRate(10);
  for (let count = 0; count < times; count++) rate.refused(0);
  return rate;
}

describe("a learned rate", () => {
  it("is the documented one until it is refused, and lowered a little by each refusal", () => {
    expect([0, 1, 4, 20].map((times) => refused(times).at(0))).toEqual([10, 9.75, 9, 5]);
  });

  it("is lowered by a share where it is low, and never to nothing", () => {
    const low = refused(40).at(0);
    expect(low).toBeGreaterThan(0.5);
    expect(low).toBeLessThan(2);
    expect(refused(1000).at(0)).toBe(0.1);
  });

  it("grows back ever faster, to the documented one and no further", () => {
    const rate = refused(20);
    const after = (seconds: number) => rate.at(seconds * 1000);
    expect(after(2)).toBeLessThan(5.1);
    expect(after(10)).toBeGreaterThan(6);
    expect([after(20), after(1e6)]).toEqual([10, 10]);
  });

  it("is lowered from what it has grown to", () => {
    const rate = refused(20);
    rate.refused(10_000);
    expect(rate.at(10_000)).toBe(6);
  });
});
