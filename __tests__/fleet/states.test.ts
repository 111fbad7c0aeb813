import { countStates, type State, states, verdictOn } from "../../src/fleet/states";

/** Every set of states, the empty one among them. */
const mixes = Array.from({ length: 2 ** states.length }, (_, bits) =>
  states.filter((_state, index) => bits & (1 << index)),
);

describe("the verdict on a fleet", () => {
  it.each(mixes.map((mix) => [mix.join(", ") || "nothing", mix] as const))(
    "of %s is the worst known one",
    (_name, mix) => {
      const has = (state: State) => mix.includes(state);
      const counts = countStates(mix.map((state) => ({ state })));
      const expected = has("failing")
        ? "critical"
        : has("late")
          ? "warning"
          : has("unknown") || mix.length === 0
            ? "unknown"
            : "ok";
      expect(verdictOn(counts, false)).toBe(expected);
      expect(verdictOn(counts, true)).toBe(has("unknown") ? "critical" : expected);
    },
  );
});
