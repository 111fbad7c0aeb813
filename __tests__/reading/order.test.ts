import { orderOf } from "../../src/reading/order";

describe("the order that pages came in", () => {
  it.each<[string, (number | null)[][], string | undefined]>([
    ["ascending", [[1, 2], [3]], "ascending"],
    ["descending", [[3, 2], [1]], "descending"],
    ["ascending on one page", [[1, 2]], "ascending"],
    ["descending on one page", [[2, 1]], "descending"],
    ["ascending with equal times", [[1, 1], [2, 2], [3]], "ascending"],
    ["descending with equal times", [[3, 3], [2], [2, 1]], "descending"],
    ["of no rows", [[]], undefined],
    ["of equal times alone", [[1, 1], [1]], undefined],
    ["mixed on a page", [[1, 3, 2], [4]], undefined],
    ["mixed across a border", [[1, 2], [1]], undefined],
    ["without a time in front", [[null, 1], [2]], undefined],
    ["without a time in the middle", [[1, null], [3]], undefined],
    ["without a time at the end", [[1, 2], [null]], undefined],
    ["ascending, with equal times at the border of the newest page", [[1, 2], [2]], undefined],
    ["the same, before an empty page", [[1, 2], [2], []], undefined],
    [
      "descending, with equal times at the border of the newest page",
      [
        [3, 2],
        [2, 1],
      ],
      undefined,
    ],
    ["the same, after an empty page", [[], [2], [2, 1]], undefined],
    ["ascending, with equal times at the last border of three", [[1, 2], [3], [3]], undefined],
    ["ascending, with equal times at the border after three rows", [[0, 1, 2], [2]], undefined],
    ["ascending, with equal times at another border", [[1], [1, 2], [3]], "ascending"],
  ])("%s", (_how, pages, order) => {
    expect(orderOf(pages)).toBe(order);
  });
});
